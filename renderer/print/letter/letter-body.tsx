import { CLOCK_HOURS, clockText } from '../clock-wording.ts';
import type { PageProps } from '../packet-pages.tsx';
import { timeText } from '../packet-wording.ts';
import { Label, Rows } from '../paper.tsx';
import { type TextKey, writtenOr } from '../words.ts';
import { KeyValues } from './key-values.tsx';
import { allergyText, letterScores } from './letter-wording.ts';

/** What the receiving doctor reads: clock, scores, key values, then the national block of free text. */
export function LetterBody({ document, words }: PageProps) {
  const { model, print } = document;
  const { form, episode } = model;
  const scores = letterScores(model, words);
  const written = (text: string) => writtenOr(text, words);
  const rows: [TextKey, string][] = [
    ['packet.letter.impression', [written(form.impression.text), form.impression.icd10].filter(Boolean).join('　')],
    ['packet.letter.chiefComplaint', written(form.chiefComplaint)],
    ['packet.letter.presentIllness', written(form.presentIllness)],
    ['packet.letter.pastHistory', written(form.pastHistory)],
    ['packet.letter.allergy', allergyText(model, words)],
    ['packet.letter.treatmentSoFar', written(form.treatmentSoFar)],
    ['packet.letter.bloodProducts', written(form.bloodProducts)],
    ['packet.letter.presentState', written(form.presentState)],
    ['packet.letter.purpose', written(form.purpose)],
    ['packet.letter.pending', written(form.pendingResults)],
  ];
  return (
    <>
      {model.missing.length > 0 ? (
        <div className="incomplete">
          <strong>
            <Label words={words} of="packet.letter.incompleteTitle" />
          </strong>{' '}
          {words.text('packet.letter.incomplete', {
            fields: words.list(model.missing.map(({ field }) => `referral.field.${field}` as TextKey)),
          })}
          {model.incompleteReason === null ? null : (
            <> {words.text('packet.letter.incompleteReason', { reason: model.incompleteReason })}</>
          )}
        </div>
      ) : null}
      <p className="clock">
        <strong>
          <Label words={words} of="packet.letter.t0" /> {timeText(episode.firstPresentationAt)}
        </strong>
        （{words.text(`episode.source.${episode.firstPresentationSource}`)}）　
        <Label words={words} of="packet.letter.clock" />
        {words.text('packet.colon')}
        {clockText(model, print.at, words)}
        <ClockBar
          usedHours={(Date.parse(model.signedAt ?? print.at) - Date.parse(episode.firstPresentationAt)) / 36e5}
        />
      </p>
      <KeyValues model={model} words={words} />
      <p className="letter-scores">
        <strong>
          <Label words={words} of="packet.letter.scores" />
        </strong>
        {scores.length === 0 ? <span>{words.text('packet.letter.notComputed')}</span> : null}
        {scores.map(score => (
          <span key={score.id}>
            {score.title} v{score.version} <strong>{score.text}</strong>
          </span>
        ))}
        {scores[0] ? <span>{words.text('packet.score.anchoredAt', { at: timeText(scores[0].at) })}</span> : null}
      </p>
      <Rows words={words} rows={rows} />
    </>
  );
}

const TICKS = [4, 24, 36, CLOCK_HOURS];

/** 0–48 h with its ticks; the mark shows the hour of signing. Shape, not colour. */
function ClockBar({ usedHours }: { usedHours: number }) {
  const at = Math.min(Math.max(usedHours, 0), CLOCK_HOURS);
  return (
    <svg className="clock-bar" viewBox="0 0 50 5" aria-hidden="true">
      <rect x="1" y="1" width={CLOCK_HOURS} height="1.6" fill="#fff" stroke="#000" strokeWidth="0.2" />
      <rect x="1" y="1" width={at} height="1.6" fill="#000" />
      {TICKS.map(tick => (
        <g key={tick}>
          <path d={`M${tick + 1} 2.6v0.7`} stroke="#000" strokeWidth="0.2" />
          <text x={tick + 1} y="4.9" fontSize="1.7" textAnchor="middle">
            {tick}
          </text>
        </g>
      ))}
    </svg>
  );
}
