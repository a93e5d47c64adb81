import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type Facility, SiteRole } from '../../../shared/records/facility.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { Choice } from '../../ui/choice.tsx';
import { DraftNote } from '../../ui/draft-note.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PrinterTest } from './printer-test.tsx';
import { SavedNote } from './saved-note.tsx';

const FacilityDraft = z.object({
  name: z.string(),
  department: z.string(),
  phone: z.string(),
  role: SiteRole,
  seniorApproval: z.boolean(),
});
type FacilityDraft = z.infer<typeof FacilityDraft>;

export function FacilitySection() {
  const facility = useQuery(api.facility.get.queryOptions());
  if (facility.error) return <ErrorNote error={facility.error} onRetry={() => void facility.refetch()} />;
  return facility.data ? <FacilityForm stored={facility.data} /> : null;
}

function FacilityForm({ stored }: { stored: Facility }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { name, department, phone, role, seniorApproval = false } = stored;
  const given: FacilityDraft = { name, department, phone, role, seniorApproval };
  const draft = useDraft<FacilityDraft>('settings.facility', given, body => FacilityDraft.safeParse(body).data ?? null);
  const save = useMutation(
    api.facility.update.mutationOptions({
      onSuccess: answer => {
        queries.setQueryData(api.facility.get.queryKey(), answer);
        void draft.discard();
      },
    }),
  );
  const { value } = draft;
  const set = (part: Partial<FacilityDraft>) => draft.change(present => ({ ...present, ...part }));
  const texts = ['name', 'department', 'phone'] as const;
  const missing = texts.filter(field => value[field].trim() === '').map(field => t(`settings.facility.${field}`));

  return (
    <div className="settings-form">
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void draft.discard(given)} />
      {texts.map(field => (
        <Field key={field} label={t(`settings.facility.${field}`)} required>
          <TextField
            value={value[field]}
            onChange={text => set({ [field]: text })}
            readOnly={!draft.ready}
            testId={`facility-${field}`}
          />
        </Field>
      ))}
      <div className="settings-grid">
        <Field label={t('settings.facility.code')} hint={t('settings.facility.fixed')}>
          <TextField value={stored.code} onChange={() => undefined} readOnly />
        </Field>
        <Field label={t('settings.facility.workstation')}>
          <TextField value={stored.workstation} onChange={() => undefined} readOnly />
        </Field>
      </div>
      <Field label={t('settings.facility.role')} group>
        <Choice
          value={value.role}
          options={SiteRole.options.map(each => ({ value: each, label: t(`setup.facility.roles.${each}`) }))}
          onChange={next => set({ role: next })}
        />
      </Field>
      <label className="choice-option">
        <input
          type="checkbox"
          checked={value.seniorApproval}
          disabled={!draft.ready}
          onChange={event => set({ seniorApproval: event.target.checked })}
          data-testid="facility-senior-approval"
        />
        {t('settings.facility.seniorApproval')}
      </label>
      <PrimaryAction
        label={t('settings.facility.save')}
        missing={missing}
        pending={save.isPending}
        error={save.error ?? draft.error}
        fieldNames={Object.fromEntries(texts.map(field => [field, t(`settings.facility.${field}`)]))}
        beside={<SavedNote at={save.isSuccess ? save.submittedAt : 0} />}
        onRun={() => save.mutate(value)}
      />
      <PrinterTest />
    </div>
  );
}
