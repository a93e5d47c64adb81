import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MilestoneReading, readMilestones } from '../../../shared/clinical/milestones.ts';
import { type Pathway, type Stamp, StampEntry } from '../../../shared/records/pathway.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { durationText } from '../../ui/duration-text.ts';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { StampForm } from './stamp-form.tsx';

type Typable = StampEntry['milestone'];
const TYPABLE: readonly string[] = StampEntry.shape.milestone.options;
const isTypable = (id: string): id is Typable => TYPABLE.includes(id);

interface MilestoneTableProps {
  pathway: Pathway;
  now: Instant;
  mayRecord: boolean;
}

/** T−1 to T16: when each was due, when it was reached and who says so; two words on the same stand side by side. */
export function MilestoneTable({ pathway, now, mayRecord }: MilestoneTableProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Typable | null>(null);
  return (
    <table className="list-table milestones" data-testid="milestones">
      <thead>
        <tr>
          {(['stamp', 'due', 'reached', 'state', 'action'] as const).map(column => (
            <th key={column} scope="col" className={`milestone-${column}`}>
              {t(`pathway.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {readMilestones(pathway.reached, now).map(reading => {
          const { id, label, state } = reading;
          const stamps = pathway.stamps.filter(stamp => stamp.milestone === id);
          return (
            <tr key={id} className={`milestone-row-${state}`} data-testid={`milestone-${id}`}>
              <th scope="row">
                <span className="milestone-label">{label}</span> {t(`clinical.pathway.milestone.${id}`)}
              </th>
              <td>{dueAt(reading)}</td>
              <td>
                {stamps.map(stamp => (
                  <StampLine key={`${stamp.channel} ${stamp.at} ${stamp.id}`} stamp={stamp} mayVoid={mayRecord} />
                ))}
                {asked === id ? (
                  <StampForm episodeId={pathway.episodeId} milestone={asked} onDone={() => setAsked(null)} />
                ) : null}
              </td>
              <td>
                <MilestoneState reading={reading} now={now} />
              </td>
              <td>
                {mayRecord && isTypable(id) && asked !== id ? (
                  <button
                    type="button"
                    className="quiet-button"
                    onClick={() => setAsked(id)}
                    data-testid={`stamp-${id}`}
                  >
                    {t('pathway.record')}
                  </button>
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const dueAt = ({ targetAt, limitAt }: MilestoneReading): string => {
  const [first, last] = [targetAt, limitAt].filter(each => each !== null).map(each => wallClock(each).slice(5));
  return first === undefined ? '' : last === undefined ? first : `${first} / ${last}`;
};

/** Amber for late, red only for overdue; each with its word and by how much. */
function MilestoneState({ reading, now }: { reading: MilestoneReading; now: Instant }) {
  const { t } = useTranslation();
  const { state, at, targetAt, limitAt } = reading;
  const deadline = state === 'overdue' ? limitAt : (targetAt ?? limitAt);
  const by = deadline === null ? null : Math.abs(Date.parse(at ?? now) - Date.parse(deadline));
  const isTimed = state !== 'open' && state !== 'done' && by !== null;
  return (
    <span className={`milestone-state-${state}`}>
      {t(`pathway.state.${state}`)} {isTimed ? durationText(by, t) : ''}
    </span>
  );
}

function StampLine({ stamp, mayVoid }: { stamp: Stamp; mayVoid: boolean }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation(api.pathway.voidStamp.mutationOptions());
  const { id, at, channel, by, note } = stamp;
  return (
    <div className="stamp-line">
      <strong>{wallClock(at)}</strong>{' '}
      <span className="note">
        {[t(`pathway.channel.${channel}`), by, note].filter(Boolean).join(t('ui.listComma'))}
      </span>
      {mayVoid && id !== null && !isAsking ? (
        <button type="button" className="quiet-button" onClick={() => setAsking(true)}>
          {t('pathway.void')}
        </button>
      ) : null}
      {isAsking && id !== null ? (
        <VoidQuestion
          label={t('pathway.voidReason')}
          action={t('pathway.void')}
          pending={remove.isPending}
          error={remove.error}
          onVoid={reason => remove.mutate({ id, reason })}
          onCancel={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
