import { useTranslation } from 'react-i18next';
import { type Facility, SiteRole } from '../../../shared/records/facility.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { AnswerField } from './answer-field.tsx';
import type { AnswerFaults } from './setup-form.ts';

interface FacilityStepProps {
  value: Facility;
  faults: AnswerFaults;
  onChange(value: Facility): void;
}

export function FacilityStep({ value, faults, onChange }: FacilityStepProps) {
  const { t } = useTranslation();
  const set = (part: Partial<Facility>) => onChange({ ...value, ...part });
  return (
    <div className="setup-fields">
      <AnswerField
        label={t('setup.facility.name')}
        value={value.name}
        fault={faults['facility.name']}
        onChange={name => set({ name })}
        testId="facility-name"
        autoFocus
      />
      <div className="setup-row">
        <AnswerField
          label={t('setup.facility.department')}
          value={value.department}
          fault={faults['facility.department']}
          onChange={department => set({ department })}
          testId="facility-department"
        />
        <AnswerField
          label={t('setup.facility.phone')}
          value={value.phone}
          fault={faults['facility.phone']}
          onChange={phone => set({ phone })}
          lang="en"
          testId="facility-phone"
        />
      </div>
      <div className="setup-row">
        <AnswerField
          label={t('setup.facility.code')}
          hint={t('setup.facility.codeHint')}
          value={value.code}
          fault={faults['facility.code']}
          onChange={code => set({ code })}
          lang="en"
          testId="facility-code"
        />
        <AnswerField
          label={t('setup.facility.workstation')}
          hint={t('setup.facility.workstationHint')}
          value={value.workstation}
          fault={faults['facility.workstation']}
          onChange={workstation => set({ workstation })}
          lang="en"
          testId="facility-workstation"
        />
      </div>
      <Field label={t('setup.facility.role')} group>
        <Choice
          value={value.role}
          options={SiteRole.options.map(role => ({ value: role, label: t(`setup.facility.roles.${role}`) }))}
          onChange={role => set({ role })}
          testId="facility-role"
        />
      </Field>
    </div>
  );
}
