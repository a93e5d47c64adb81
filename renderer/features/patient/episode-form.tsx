import { useTranslation } from 'react-i18next';
import {
  AETIOLOGIES,
  CirrhosisBasis,
  EpisodeFields,
  Precipitant,
  type Tristate,
} from '../../../shared/records/episode.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField, TimeField } from '../../ui/time-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AcutePresentationField } from './acute-presentation-field.tsx';
import { type EpisodeDraft, isStoppedTooEarly } from './episode-draft.ts';
import { FindingFields } from './finding-fields.tsx';
import '../../ui/forms.css';
import './findings.css';

interface EpisodeFormProps {
  draft: EpisodeDraft;
  onChange(next: EpisodeDraft): void;
  /** With a new episode the first findings are asked, about this patient; later ones have their own place. */
  firstFindingsOf?: Patient;
  /** What stood as T0 before it was changed here. */
  t0Hint?: string;
  /** Only this part of the sheet. */
  only?: EpisodePart | undefined;
}

export type EpisodePart = 'presentation' | 'disease' | 'history';

const TRISTATE: readonly Tristate[] = ['yes', 'no', 'unknown'];

/** The illness course: when it began, on what liver, what happened. */
export function EpisodeForm({ draft, onChange, firstFindingsOf, t0Hint, only }: EpisodeFormProps) {
  const now = useNow();
  const { fields } = draft;
  const { t } = useTranslation();
  const set = (change: Partial<EpisodeDraft['fields']>) => onChange({ ...draft, fields: { ...fields, ...change } });
  const shows = (part: EpisodePart) => only === undefined || only === part;
  return (
    <div className="form-sheet">
      {shows('presentation') ? <PresentationPart fields={fields} set={set} t0Hint={t0Hint} /> : null}
      {shows('disease') ? <DiseasePart fields={fields} set={set} /> : null}
      {firstFindingsOf ? (
        <section>
          <h2>{t('episode.section.findings')}</h2>
          <FindingFields
            draft={draft.findings}
            onChange={findings => onChange({ ...draft, findings })}
            about={{
              record: { patient: firstFindingsOf, episode: fields, observations: [], findings: [], treatments: [] },
              at: fields.firstPresentationAt ?? now,
            }}
          />
        </section>
      ) : null}
      {shows('history') ? <HistoryPart fields={fields} set={set} /> : null}
    </div>
  );
}

interface PartProps {
  fields: EpisodeDraft['fields'];
  set(change: Partial<EpisodeDraft['fields']>): void;
}

function PresentationPart({ fields, set, t0Hint }: PartProps & { t0Hint: string | undefined }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('episode.section.presentation')}</h2>
      <div className="form-grid">
        <Field label={t('episode.field.firstPresentationAt')} required hint={t0Hint ?? t('episode.hint.t0')}>
          <TimeField
            value={fields.firstPresentationAt}
            onChange={firstPresentationAt => set({ firstPresentationAt })}
            testId="episode-t0"
          />
        </Field>
        <Field label={t('episode.field.firstPresentationSource')} group>
          <Choice
            value={fields.firstPresentationSource}
            options={EpisodeFields.shape.firstPresentationSource.options.map(value => ({
              value,
              label: t(`episode.source.${value}`),
            }))}
            onChange={firstPresentationSource => set({ firstPresentationSource })}
          />
        </Field>
        <Field label={t('episode.field.encounter')} group>
          <Choice
            value={fields.encounter}
            options={EpisodeFields.shape.encounter.options.map(value => ({
              value,
              label: t(`episode.encounter.${value}`),
            }))}
            onChange={encounter => set({ encounter })}
          />
        </Field>
      </div>
    </section>
  );
}

function DiseasePart({ fields, set }: PartProps) {
  const { t } = useTranslation();
  const tristate = (name: 'decompensated' | 'cholestatic') => (
    <Field label={t(`episode.field.${name}`)} group>
      <Choice
        value={fields[name]}
        options={TRISTATE.map(value => ({ value, label: t(`episode.tristate.${value}`) }))}
        onChange={state => set({ [name]: state })}
        testId={`episode-${name}`}
      />
    </Field>
  );

  return (
    <section>
      <h2>{t('episode.section.disease')}</h2>
      <div className="form-grid">
        <div className="form-wide">
          <Field label={t('episode.field.aetiologies')} group required>
            <CheckList
              values={fields.aetiologies}
              options={AETIOLOGIES.map(value => ({ value, label: t(`episode.aetiology.${value}`) }))}
              onChange={aetiologies => set({ aetiologies })}
              testId="episode-aetiologies"
            />
          </Field>
        </div>
        <Field label={t('episode.field.aetiologyText')}>
          <TextField value={fields.aetiologyText} onChange={aetiologyText => set({ aetiologyText })} />
        </Field>
        <Field label={t('episode.field.cirrhosis')} group required>
          <Choice
            value={fields.cirrhosis.state}
            options={TRISTATE.map(value => ({ value, label: t(`episode.tristate.${value}`) }))}
            onChange={state => set({ cirrhosis: { ...fields.cirrhosis, state } })}
            testId="episode-cirrhosis"
          />
        </Field>
        {fields.cirrhosis.state === 'yes' ? (
          <div className="form-wide">
            <Field label={t('episode.field.cirrhosisBasis')} group hint={t('episode.hint.basis')}>
              <CheckList
                values={fields.cirrhosis.basis}
                options={CirrhosisBasis.options.map(value => ({ value, label: t(`episode.basis.${value}`) }))}
                onChange={basis => set({ cirrhosis: { ...fields.cirrhosis, basis } })}
                testId="episode-basis"
              />
            </Field>
          </div>
        ) : null}
        {tristate('decompensated')}
        {tristate('cholestatic')}
        <div className="form-full">
          <AcutePresentationField
            values={fields.acutePresentation}
            onChange={acutePresentation => set({ acutePresentation })}
            isAsked={fields.aetiologies.length > 0}
            testId="episode-acute"
          />
        </div>
      </div>
    </section>
  );
}

function HistoryPart({ fields, set }: PartProps) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('episode.section.history')}</h2>
      <div className="form-grid">
        <div className="form-full">
          <Field label={t('episode.field.precipitants')} group>
            <CheckList
              values={fields.precipitants}
              options={Precipitant.options.map(value => ({ value, label: t(`episode.precipitant.${value}`) }))}
              onChange={precipitants => set({ precipitants })}
              testId="episode-precipitants"
            />
          </Field>
        </div>
        <Field label={t('episode.field.antiviralDrug')} hint={t('episode.hint.antiviral')}>
          <TextField
            value={fields.antiviral.drug}
            onChange={drug => set({ antiviral: { ...fields.antiviral, drug } })}
            testId="episode-antiviral"
          />
        </Field>
        <Field label={t('episode.field.antiviralStart')}>
          <DayField
            value={fields.antiviral.startedOn}
            onChange={startedOn => set({ antiviral: { ...fields.antiviral, startedOn } })}
          />
        </Field>
        <Field
          label={t('episode.field.antiviralStop')}
          error={isStoppedTooEarly(fields) ? t('episode.need.antiviral') : undefined}
        >
          <DayField
            value={fields.antiviral.stoppedOn}
            onChange={stoppedOn => set({ antiviral: { ...fields.antiviral, stoppedOn } })}
          />
        </Field>
      </div>
    </section>
  );
}
