import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { wallClock } from '../../../shared/records/time.ts';
import type { Step } from '../../../shared/referral/field-groups.ts';
import { wordsOf } from '../../print/words.ts';
import { factsOfStep, recordFacts } from './record-facts.ts';
import type { StepProps } from './step-props.ts';

/** The field groups of a step that come from the record: value, source and time, and the way to correct each. */
export function RecordFactsList({ model, patient, step }: Pick<StepProps, 'model' | 'patient'> & { step: Step }) {
  const { t, i18n } = useTranslation();
  const facts = useMemo(
    () =>
      model ? factsOfStep(recordFacts(model, wordsOf(i18n.language === 'en' ? 'en' : 'zh'), patient.id), step) : [],
    [model, patient.id, step, i18n.language],
  );
  if (facts.length === 0) return null;
  return (
    <section className="record-facts" data-testid="record-facts">
      <h3 className="panel-head">{t('composer.fromRecord')}</h3>
      <dl>
        {facts.map(({ group, value, source, how, at, path }, index) => (
          // The list is made anew from the record as a whole: a row's place is its name.
          <div key={`${group}-${source}-${index.toString()}`} data-group={group}>
            <dt>
              <span className="group-number">{group}</span>
              {t(`composer.group.g${group}` as 'composer.group.g1')}
            </dt>
            <dd>
              <span className={value === '' ? 'not-recorded' : undefined}>
                {value === '' ? `${how} ${t('composer.notRecorded')}`.trim() : value}
              </span>{' '}
              <small>
                {[t(`composer.source.${source}`), at === null ? '' : wallClock(at), value === '' ? '' : how]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </dd>
            {path === null ? <span /> : <Link to={path}>{t('composer.edit')}</Link>}
          </div>
        ))}
      </dl>
    </section>
  );
}
