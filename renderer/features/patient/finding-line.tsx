import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/clinical/chosen-inputs.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { computedBeside } from './computed-vitals.ts';
import { CorrectFinding } from './correct-finding.tsx';
import { findingText } from './finding-text.ts';
import './findings.css';

interface FindingLineProps {
  finding: Finding;
  record: CaseRecord;
  mayRecord: boolean;
  /** It stands under the time at which it was seen: then it says when it was written. */
  underItsTime?: boolean;
  /** Its earlier versions, where they are shown. */
  children?: ReactNode;
}

/** One finding with its time and who wrote it; corrected or voided where it stands. */
export function FindingLine({ finding, record, mayRecord, underItsTime = false, children }: FindingLineProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'correct' | 'void' | null>(null);
  const close = () => setAsking(null);
  const remove = useMutation(api.findings.void.mutationOptions({ onSuccess: close }));
  const isVoid = finding.voidedAt !== null;
  return (
    <div className={isVoid ? 'finding-line finding-void' : 'finding-line'} data-testid={`finding-line-${finding.code}`}>
      <span>{t(`episode.finding.${finding.code}`)}</span>
      <span className="finding-value">
        <strong>{findingText(finding, t)}</strong>
        {isVoid ? <span className="finding-void-mark">{t('record.void')}</span> : null}
        {computedBeside(finding, record.findings, t).map(line => (
          <span key={line} className="note">
            {line}
          </span>
        ))}
        {finding.note === '' ? null : <span className="note">{finding.note}</span>}
      </span>
      <span className="note">
        {underItsTime
          ? t('record.recorded', { time: wallClock(finding.recordedAt), by: finding.recordedBy })
          : t('episode.record.at', { time: wallClock(finding.observedAt), by: finding.recordedBy })}
      </span>
      {mayRecord && asking === null && !isVoid ? (
        <span className="finding-actions">
          <button type="button" className="quiet-button" onClick={() => setAsking('correct')}>
            {t('episode.record.correct')}
          </button>
          <button type="button" className="quiet-button" onClick={() => setAsking('void')}>
            {t('episode.record.void')}
          </button>
        </span>
      ) : (
        <span />
      )}
      {asking === 'void' ? (
        <VoidQuestion
          label={t('episode.record.voidReason')}
          action={t('episode.record.voidDo')}
          pending={remove.isPending}
          error={remove.error}
          onVoid={reason => remove.mutate({ id: finding.id, reason })}
          onCancel={close}
        />
      ) : null}
      {asking === 'correct' ? <CorrectFinding finding={finding} record={record} onDone={close} /> : null}
      {children}
    </div>
  );
}
