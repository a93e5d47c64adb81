import type { ManagementLine, ManagementList } from '../../shared/records/management-list.ts';
import { timeText } from './packet-wording.ts';
import { Box, Part } from './paper.tsx';
import type { Words } from './words.ts';

/** The checklist as it stood: ticked with time and name, or left open. */
export function ManagementPart({ management, words }: { management: ManagementList; words: Words }) {
  if (management.lines.length === 0) return null;
  return (
    <Part words={words} title="packet.timeline.management">
      <p>{failuresText(management, words)}</p>
      <div className="management-lines">
        {management.lines.map(line => (
          <p key={line.item}>
            <Box ticked={line.done !== null}>{words.t(`clinical.management.item.${line.item}`)}</Box>{' '}
            <span className="unit">{[line.rule, ...doneTexts(line, words)].filter(Boolean).join(' · ')}</span>
          </p>
        ))}
      </div>
    </Part>
  );
}

function doneTexts({ done, isDue }: ManagementLine, { t }: Words): string[] {
  const said = done ? t('management.done', { by: done.by, time: timeText(done.at) }) : t('packet.timeline.open');
  return isDue ? [said] : [said, t('management.notDue')];
}

/** How many organs fail, whose classes these are, and what nobody looked at. */
function failuresText({ failures }: ManagementList, { t }: Words): string {
  if (failures === null) return t('management.none');
  const { at, failed, carried, notAssessed, programmeClass } = failures;
  const names = (organs: readonly (typeof failed)[number][]) =>
    organs.map(organ => t(`clinical.organ.${organ}`)).join(t('ui.listComma'));
  const total = failed.length + carried.length;
  return [
    total === 0
      ? t('management.noFailure')
      : `${t('management.failures', { total })} (${names([...failed, ...carried])})`,
    ...(programmeClass
      ? [t('management.class', { label: programmeClass.label, percent: programmeClass.percent })]
      : []),
    ...(carried.length > 0 ? [t('management.carried', { organs: names(carried) })] : []),
    ...(notAssessed.length > 0 ? [t('management.notAssessed', { organs: names(notAssessed) })] : []),
    t('management.at', { time: timeText(at) }),
  ].join(' · ');
}

/** In one line, for the summary. */
export function managementBrief({ lines }: ManagementList, words: Words): string {
  const due = lines.filter(line => line.isDue || line.done !== null);
  const done = due.filter(line => line.done !== null);
  const values = { total: due.length, done: done.length };
  if (done.length === 0) return words.t('packet.summary.managementNone', values);
  const items = done.map(({ item }) => words.t(`clinical.management.item.${item}`)).join(words.t('ui.listComma'));
  return words.t('packet.summary.managementDone', { ...values, items });
}
