import { inFormOrder } from '../../shared/records/finding.ts';
import { findingText } from '../../shared/records/finding-wording.ts';
import type { Treatment } from '../../shared/records/treatment.ts';
import { careText } from '../../shared/records/treatment-text.ts';
import { hoursSinceT0 } from '../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { AdvicePart } from './advice-part.tsx';
import { CLOCK_HOURS } from './clock-wording.ts';
import { ManagementPart } from './management-part.tsx';
import { fromT0Text, timeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Label, Sheet } from './paper.tsx';
import { TreatmentLanes } from './treatment-lanes.tsx';
import type { Words } from './words.ts';

/** P5: treatment lanes over real time, every event in its order, then what was advised and what was done of the checklist. */
export function TimelinePage({ document: { model }, words }: PageProps) {
  return (
    <Sheet model={model} words={words} title="packet.page.P5" name="timeline">
      <TreatmentLanes model={model} words={words} />
      <table className="events">
        <thead>
          <tr>
            <th scope="col">
              <Label words={words} of="packet.timeline.at" />
            </th>
            <th scope="col">
              <Label words={words} of="packet.timeline.fromT0" />
            </th>
            <th scope="col">
              <Label words={words} of="packet.timeline.what" />
            </th>
            <th scope="col">
              <Label words={words} of="packet.timeline.detail" />
            </th>
          </tr>
        </thead>
        <tbody>
          {events(model, words).map(event => (
            <tr key={event.key}>
              <td>{timeText(event.at)}</td>
              <td>{fromT0Text(hoursSinceT0(model, event.at))}</td>
              <td>{event.isMark ? <strong>{event.what}</strong> : event.what}</td>
              <td>{event.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {model.advice ? <AdvicePart advice={model.advice} words={words} /> : null}
      <ManagementPart management={model.management} words={words} />
    </Sheet>
  );
}

interface TimelineEvent {
  readonly key: string;
  readonly at: string;
  readonly what: string;
  readonly detail: string;
  /** A point of the pathway, not of the treatment. */
  readonly isMark: boolean;
}

function events(model: PacketModel, words: Words): TimelineEvent[] {
  const { episode, signedAt } = model;
  const t0 = episode.firstPresentationAt;
  const mark = (key: string, at: string, what: string, detail = ''): TimelineEvent => ({
    ...{ key, at, what, detail, isMark: true },
  });
  const limit = new Date(Date.parse(t0) + CLOCK_HOURS * 3_600_000).toISOString();
  return [
    mark('t0', t0, words.text('packet.timeline.t0'), words.text(`episode.source.${episode.firstPresentationSource}`)),
    mark('limit', limit, words.text('packet.timeline.limit')),
    ...(signedAt === null ? [] : [mark('signed', signedAt, words.text('packet.timeline.signed'), model.number ?? '')]),
    ...samples(model, words),
    ...findings(model, words),
    ...model.treatments
      .filter(treatment => treatment.voidedAt === null)
      .map(treatment => ({
        key: treatment.id,
        at: treatment.startedAt,
        what: words.text(`treatment.kind.${treatment.kind}`),
        detail: treatmentDetail(treatment, words),
        isMark: false,
      })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function treatmentDetail(treatment: Treatment, words: Words): string {
  const { endedAt } = treatment;
  const end =
    endedAt === null
      ? words.text('packet.timeline.ongoing')
      : words.text('packet.timeline.until', { at: timeText(endedAt) });
  return [careText(treatment, words.t), end].filter(part => part !== '').join('　');
}

const EACH_ITS_LINE = 12; // samplings; more of them stand a day in one line

/** One line a sample time; in a long course one a day, at its first sampling, with every time and count. */
function samples({ observations }: PacketModel, words: Words): TimelineEvent[] {
  const present = observations.filter(o => o.voidedAt === null && o.missing === null);
  const counts = [...Map.groupBy(present, o => Date.parse(o.sampledAt))]
    .toSorted(([a], [b]) => a - b)
    .map(([ms, rows]) => ({ at: new Date(ms).toISOString(), n: rows.length }));
  if (counts.length <= EACH_ITS_LINE) {
    return counts.map(({ at, n }) => ({
      ...{ key: `sample-${at}`, at, what: words.text('packet.timeline.sample', { n }), detail: '', isMark: false },
    }));
  }
  return [...Map.groupBy(counts, ({ at }) => timeText(at).slice(0, 10))].map(([day, ofDay]) => ({
    key: `sample-${day}`,
    at: ofDay[0]?.at ?? day,
    what: words.text('packet.timeline.samplesOfDay', { n: ofDay.length }),
    detail: ofDay
      .map(({ at, n }) => words.t('packet.timeline.sampleAt', { time: timeText(at).slice(11), n }))
      .join(words.t('ui.listComma')),
    isMark: false,
  }));
}

/** One line a time of observation. */
function findings(model: PacketModel, words: Words): TimelineEvent[] {
  const present = model.findings.filter(finding => finding.voidedAt === null);
  return [...new Set(present.map(finding => finding.observedAt))].map(at => ({
    key: `finding-${at}`,
    at,
    what: words.text('packet.summary.findings'),
    detail: inFormOrder(present.filter(finding => finding.observedAt === at))
      .map(finding => {
        const note = finding.note === '' ? '' : words.t('packet.inBrackets', { text: finding.note });
        return `${words.pair(`episode.finding.${finding.code}`).first} ${findingText(finding, words)}${note}`;
      })
      .join(words.language === 'en' ? '; ' : '；'),
    isMark: false,
  }));
}
