import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { rescoreDue, type WorkLine } from '../../../shared/records/work-line.ts';

/** More are told by their number only. */
const NAMED = 5;

/** Who of low risk is to be scored again by now; one quiet line above the list, nothing for nobody. */
export function RescoreLine({ lines, now }: { lines: readonly WorkLine[]; now: Instant }) {
  const { t } = useTranslation();
  const due = lines
    .flatMap(line => {
      const at = rescoreDue(line, now);
      return at === null ? [] : [{ line, at }];
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (due.length === 0) return null;
  return (
    <p className="rescore-line" data-testid="rescore-line">
      <span title={t('worklist.rescore.hint')}>{t('worklist.rescore.due', { total: due.length })}</span>
      {due.slice(0, NAMED).map(({ line, at }) => (
        <Link key={line.id} to={`/patients/${line.id}`} title={t('worklist.rescore.at', { time: wallClock(at) })}>
          {line.name}
        </Link>
      ))}
      {due.length > NAMED ? <span>{t('worklist.rescore.more', { total: due.length - NAMED })}</span> : null}
    </p>
  );
}
