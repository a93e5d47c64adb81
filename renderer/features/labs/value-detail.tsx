import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { interferenceAt } from '../../../shared/clinical/interference.ts';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import { labItem, toSi, unitsOf, unitText } from '../../../shared/records/lab-catalogue.ts';
import type { LabEntry, Observation } from '../../../shared/records/observation.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { CriticalDetail } from '../critical-values/critical-detail.tsx';
import { readTyped } from './typed-value.ts';
import { ValueHistory } from './value-history.tsx';
import './labs.css';
import { enteredText, itemName, observationText, rangeText } from './value-wording.ts';

interface ValueDetailProps {
  observation: Observation;
  treatments: readonly Treatment[];
  mayRecord: boolean;
  critical: CriticalValue | undefined;
  onClose(): void;
}

/** Where a stored value comes from, and the two ways to mend it: a new version, or void; each with its reason. */
export function ValueDetail({ observation, treatments, mayRecord, critical, onClose }: ValueDetailProps) {
  const { t, i18n } = useTranslation();
  const [mode, setMode] = useState<'read' | 'correct' | 'void'>('read');
  const remove = useMutation(api.labs.void.mutationOptions({ onSuccess: onClose }));
  const item = labItem(observation.code);
  const treated = interferenceAt(observation.code, observation.sampledAt, treatments);
  return (
    <div className="value-detail" data-testid="value-detail">
      <strong>
        {t('labs.detail.title', { name: itemName(item, i18n.language), time: wallClock(observation.sampledAt) })}
      </strong>
      <span>
        {observationText(observation, t)} {observation.valueSi === null ? '' : unitText(item.unit)}
      </span>
      {observation.enteredValue === null ? null : (
        <span className="note">{t('labs.detail.entered', { value: enteredText(observation) })}</span>
      )}
      <span className="note">
        {t(`labs.detail.source.${observation.source}`)}
        {t('ui.listComma')}
        {t('labs.detail.recorded', {
          time: wallClock(observation.recordedAt),
          by: observation.recordedBy,
          version: observation.version,
        })}
        {observation.laboratory ? `${t('ui.listComma')}${observation.laboratory}` : ''}
      </span>
      {observation.range || observation.labFlag ? (
        <span className="note">
          {t('labs.detail.printed', {
            range: observation.range ? rangeText({ ...observation.range, highExclusive: false }) : '',
            flag: observation.labFlag ?? '',
          })}
        </span>
      ) : null}
      {treated ? (
        <span className="note">
          {t(treated.effect === 'exclude' ? 'labs.detail.afterTreatment' : 'labs.detail.marked', {
            treatment: t(`treatment.kind.${treated.kind}`),
          })}
        </span>
      ) : null}
      {critical ? <CriticalDetail value={critical} mayRecord={mayRecord} /> : null}
      <span className="value-actions">
        {mayRecord && mode === 'read' ? (
          <>
            <button
              type="button"
              className="quiet-button"
              onClick={() => setMode('correct')}
              data-testid="open-correct"
            >
              {t('labs.detail.correct')}
            </button>
            <button type="button" className="quiet-button" onClick={() => setMode('void')}>
              {t('labs.detail.void')}
            </button>
          </>
        ) : null}
        <button type="button" className="quiet-button" onClick={onClose}>
          {t('labs.detail.close')}
        </button>
      </span>
      <ValueHistory id={observation.id} />
      {mode === 'correct' ? <CorrectValue observation={observation} onDone={onClose} /> : null}
      {mode === 'void' ? (
        <VoidQuestion
          label={t('labs.detail.reason')}
          action={t('labs.detail.voidDo')}
          pending={remove.isPending}
          error={remove.error}
          onVoid={reason => remove.mutate({ id: observation.id, reason })}
          onCancel={() => setMode('read')}
        />
      ) : null}
    </div>
  );
}

/** A new version of a stored value, with its reason. */
export function CorrectValue({ observation, onDone }: { observation: Observation; onDone(): void }) {
  const { t } = useTranslation();
  const item = labItem(observation.code);
  const [text, setText] = useState(observation.enteredValue ?? '');
  const [unit, setUnit] = useState(observation.enteredUnit || item.unit);
  const [reason, setReason] = useState('');
  const [isKept, setKept] = useState(false);
  const correct = useMutation(api.labs.correct.mutationOptions({ onSuccess: onDone }));
  const typed = readTyped(observation.code, text);
  const si = typed.kind === 'number' ? toSi(observation.code, Number(typed.value), unit) : null;
  const [low, high] = item.hard;
  const isOutside = si !== null && (si < low || si > high);
  const isReady =
    typed.kind !== 'empty' && typed.kind !== 'unreadable' && reason.trim() !== '' && (!isOutside || isKept);
  const entry: LabEntry = {
    code: observation.code,
    value: typed.kind === 'number' ? typed.value : null,
    unit,
    comparator: typed.kind === 'number' ? typed.comparator : null,
    text: typed.kind === 'word' ? typed.text : null,
    missing: typed.kind === 'missing' ? typed.missing : null,
    confirmed: isKept,
  };
  const run = () => correct.mutate({ id: observation.id, version: observation.version, entry, reason: reason.trim() });
  return (
    <div className="value-correct" data-testid="correct-value">
      <span>{t('labs.detail.value')}</span>
      <TextField
        value={text}
        onChange={next => {
          setText(next);
          setKept(false);
        }}
        inputMode="decimal"
        lang="en"
        width={9}
        autoFocus
        aria-label={t('labs.detail.value')}
        testId="correct-text"
      />
      <select
        className="text-field"
        hidden={unitsOf(item).length === 1}
        value={unit}
        aria-label={t('labs.unit')}
        onChange={event => {
          setUnit(event.target.value);
          setKept(false);
        }}
      >
        {unitsOf(item).map(each => (
          <option key={each} value={each}>
            {unitText(each)}
          </option>
        ))}
      </select>
      <span>{t('labs.detail.reason')}</span>
      <TextField
        value={reason}
        onChange={setReason}
        onEnter={() => {
          if (isReady) run();
        }}
        aria-label={t('labs.detail.reason')}
        testId="correct-reason"
      />
      <Button size="small" type="primary" disabled={!isReady} loading={correct.isPending} onClick={run}>
        {t('labs.detail.correctDo')}
      </Button>
      {typed.kind === 'unreadable' ? <div className="question">{t('labs.ask.unreadable')}</div> : null}
      {isOutside && !isKept ? (
        <div className="question" role="alert">
          {t('labs.ask.outside', { low, high, unit: unitText(item.unit) })}
          <button type="button" className="quiet-button" onClick={() => setKept(true)}>
            {t('labs.ask.keep')}
          </button>
        </div>
      ) : null}
      <ErrorNote error={correct.error} />
    </div>
  );
}
