import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { wallClock } from '../../../shared/records/time.ts';
import type { Step } from '../../../shared/referral/field-groups.ts';
import { wordsOf } from '../../print/words.ts';
import { RecordCorrection } from './record-correction.tsx';
import { type Correcting, editKey, factsOfStep, type RecordEdit, recordFacts } from './record-facts.ts';
import type { StepProps } from './step-props.ts';
import './record-facts.css';

/**
 * The field groups of a step that come from the record: value, source and time; each is corrected in its place, in the
 * record itself.
 */
export function RecordFactsList({
  model,
  patient,
  step,
  correcting,
  onCorrect,
}: Pick<StepProps, 'model' | 'patient' | 'correcting' | 'onCorrect'> & { step: Step }) {
  const { t, i18n } = useTranslation();
  const facts = useMemo(
    () =>
      model ? factsOfStep(recordFacts(model, wordsOf(i18n.language === 'en' ? 'en' : 'zh'), patient.id), step) : [],
    [model, patient.id, step, i18n.language],
  );
  if (facts.length === 0 || model === null) return null;
  const close = () => onCorrect(null);
  // Several groups may stand in the same part of a sheet: it opens under the first of them that was asked for.
  const openAt = facts.findIndex(({ edit, group }) => isOpen(correcting, edit, group));
  return (
    <section className="record-facts" data-testid="record-facts">
      <h3 className="panel-head">{t('composer.fromRecord')}</h3>
      <dl>
        {facts.map(({ group, value, source, how, at, edit, path }, index) => (
          // The list is made anew from the record as a whole: a row's place is its name.
          <div key={`${group}-${source}-${index.toString()}`} data-group={group}>
            <dt>
              <span className="group-number">{group}</span>
              <span>{t(`composer.group.g${group}` as 'composer.group.g1')}</span>
            </dt>
            <dd>
              {value === '' && source === 'program' ? (
                t('composer.atSigning')
              ) : (
                <span className={value === '' ? 'not-recorded' : undefined}>
                  {value === '' ? `${how} ${t('composer.notRecorded')}`.trim() : value}
                </span>
              )}{' '}
              <small>
                {[t(`composer.source.${source}`), at === null ? '' : wallClock(at), value === '' ? '' : how]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </dd>
            {edit !== null ? (
              <button
                type="button"
                className="quiet-button"
                aria-expanded={index === openAt}
                onClick={() => onCorrect(index === openAt ? null : { edit, group })}
                data-testid={`correct-${group}`}
              >
                {t(index === openAt ? 'composer.fold' : value === '' ? 'composer.fillIn' : 'composer.edit')}
              </button>
            ) : path === null ? (
              <span />
            ) : (
              <Link to={path}>{t(value === '' ? 'composer.fillIn' : 'composer.look')}</Link>
            )}
            {edit !== null && index === openAt ? (
              <div className="record-correction" data-testid="record-correction">
                <RecordCorrection edit={edit} patient={patient} model={model} onDone={close} />
              </div>
            ) : null}
          </div>
        ))}
      </dl>
    </section>
  );
}

const isOpen = (correcting: Correcting | null, edit: RecordEdit | null, group: number): boolean =>
  correcting !== null && edit !== null && editKey(edit) === editKey(correcting.edit) && group === correcting.group;
