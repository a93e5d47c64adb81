import { useTranslation } from 'react-i18next';
import type { FindingCode } from '../../../shared/records/finding.ts';
import type { FindingDraft } from './finding-draft.ts';
import { type FindingAbout, knownBody } from './finding-evidence.ts';
import { FindingField } from './finding-field.tsx';
import { VitalSignsFields } from './vital-signs-fields.tsx';
import './findings.css';

interface FindingFieldsProps {
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
  about: FindingAbout;
}

/** What was seen at the bedside. Nothing is chosen beforehand: what nobody looked at stays open. */
export function FindingFields({ draft, onChange, about }: FindingFieldsProps) {
  const { t } = useTranslation();
  const field = (code: FindingCode) => (
    <FindingField key={code} code={code} draft={draft} onChange={onChange} about={about} />
  );
  const hasBled = draft.variceal_bleed === 'past' || draft.variceal_bleed === 'current';
  const isInfected = draft.infection === 'suspected' || draft.infection === 'proven';
  return (
    <div className="findings-fields">
      <div className="findings-column findings-wide">{field('he')}</div>
      <div className="findings-column">
        {field('ascites')}
        {field('variceal_bleed')}
        {hasBled ? field('variceal_bleed_at') : null}
        {field('infection')}
        {isInfected ? field('infection_sites') : null}
      </div>
      <div className="findings-column">
        {field('vasopressor')}
        {draft.vasopressor === 'yes' ? field('vasopressor_drug') : null}
        {field('ventilation')}
        {field('rrt')}
        {field('dialysis')}
        <p className="note">{t('episode.hint.dialysisNotRrt')}</p>
      </div>
      <section className="findings-group">
        <h3>{t('episode.group.vitals')}</h3>
        <VitalSignsFields draft={draft} onChange={onChange} known={knownBody(about)} />
      </section>
      <section className="findings-group">
        <h3>{t('episode.group.body')}</h3>
        <div className="findings-measures">
          {(['weight', 'height', 'energy_intake', 'protein_intake'] as const).map(field)}
        </div>
        {field('dry_weight')}
      </section>
      <section className="findings-group findings-stage">
        <h3>{t('episode.group.stage')}</h3>
        <p className="note">{t('episode.hint.stage')}</p>
        {field('complications')}
        {field('extrahepatic_of')}
      </section>
    </div>
  );
}
