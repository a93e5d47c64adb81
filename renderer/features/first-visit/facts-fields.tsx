import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AETIOLOGIES, type Episode, EpisodeFields, Tristate } from '../../../shared/records/episode.ts';
import { FINDING_VALUES, type Finding } from '../../../shared/records/finding.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { AcutePresentationField } from '../patient/acute-presentation-field.tsx';
import { findingText } from '../patient/finding-text.ts';
import { latestFinding } from '../patient/patient-case.ts';
import { type FactsDraft, HE_CHOICES } from './facts-draft.ts';

interface FactsFieldsProps {
  patientId: string;
  ageYears: number | null;
  episode: Episode | null;
  findings: readonly Finding[];
  facts: FactsDraft;
  onChange(next: FactsDraft): void;
}

/** The part that is not measured: the course where it begins here, and four of the eight. */
export function FactsFields({ patientId, ageYears, episode, findings, facts, onChange }: FactsFieldsProps) {
  const { t } = useTranslation();
  const set = (change: Partial<FactsDraft>) => onChange({ ...facts, ...change });
  const known = (code: 'he' | 'variceal_bleed'): string | undefined => {
    const finding = latestFinding(findings, code);
    if (!finding) return undefined;
    return t('firstVisit.latest', { value: findingText(finding, t), time: wallClock(finding.observedAt).slice(5) });
  };
  return (
    <section className="first-visit-facts" aria-label={t('firstVisit.bedside')}>
      {episode ? null : (
        <>
          <Field label={t('episode.field.firstPresentationAt')} required>
            <TimeField value={facts.t0} onChange={t0 => set({ t0 })} autoFocus testId="quick-t0" />
          </Field>
          <Field label={t('episode.field.firstPresentationSource')} group>
            <Choice
              value={facts.source}
              options={EpisodeFields.shape.firstPresentationSource.options.map(value => ({
                value,
                label: t(`episode.source.${value}`),
              }))}
              onChange={source => set({ source })}
            />
          </Field>
          <Field label={t('episode.field.encounter')} group>
            <Choice
              value={facts.encounter}
              options={EpisodeFields.shape.encounter.options.map(value => ({
                value,
                label: t(`episode.encounter.${value}`),
              }))}
              onChange={encounter => set({ encounter })}
            />
          </Field>
          <Field label={t('episode.field.aetiologies')} group required>
            <CheckList
              values={facts.aetiologies}
              options={AETIOLOGIES.map(value => ({ value, label: t(`episode.aetiology.${value}`) }))}
              onChange={aetiologies => set({ aetiologies })}
              testId="quick-aetiologies"
            />
          </Field>
          <AcutePresentationField
            values={facts.acutePresentation}
            onChange={acutePresentation => set({ acutePresentation })}
            isAsked={facts.aetiologies.length > 0}
            testId="quick-acute"
          />
        </>
      )}
      <p className="first-visit-age">
        <span className="field-label">{t('firstVisit.age')}</span>{' '}
        {ageYears === null ? (
          <Link to={`/patients/${patientId}/edit`}>{t('firstVisit.ageMissing')}</Link>
        ) : (
          t('firstVisit.ageYears', { years: ageYears })
        )}
      </p>
      <Field label={t('episode.field.cirrhosis')} group>
        <Choice
          value={facts.cirrhosis ?? episode?.cirrhosis.state ?? null}
          options={Tristate.options.map(value => ({ value, label: t(`episode.tristate.${value}`) }))}
          onChange={cirrhosis => set({ cirrhosis })}
          testId="quick-cirrhosis"
        />
      </Field>
      <Field label={t('episode.finding.variceal_bleed')} group hint={known('variceal_bleed')}>
        <Choice
          value={facts.bleed}
          options={FINDING_VALUES.variceal_bleed.options.map(value => ({ value, label: t(`episode.value.${value}`) }))}
          onChange={bleed => set({ bleed })}
          testId="quick-bleed"
        />
      </Field>
      <Field label={t('episode.finding.he')} group hint={known('he')}>
        <div className="first-visit-he" role="radiogroup" data-testid="quick-he">
          {HE_CHOICES.map(value => (
            <label key={value} className="choice-option">
              <input
                type="radio"
                name="quick-he"
                value={value}
                checked={facts.he === value}
                onChange={() => set({ he: value })}
              />
              {value === 'not-assessable' ? (
                t('episode.value.not-assessable')
              ) : (
                <span>
                  <strong>{t('episode.he.grade', { grade: value })}</strong> {t(`episode.he.${value}`)}
                </span>
              )}
            </label>
          ))}
        </div>
      </Field>
    </section>
  );
}
