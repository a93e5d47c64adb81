import { clockText } from '../clock-wording.ts';
import { timeText } from '../packet-wording.ts';
import type { PageProps } from '../page-props.ts';
import { Label, Rows } from '../paper.tsx';
import { type TextKey, writtenOr } from '../words.ts';
import { KeyValues } from './key-values.tsx';
import { allergyText, letterScores, reasonText } from './letter-wording.ts';

/** What the receiving doctor reads: clock, scores, key values, then the national block of free text. */
export function LetterBody({ document, words }: PageProps) {
  const { model, print } = document;
  const { form, episode } = model;
  const scores = letterScores(model, words);
  const written = (text: string) => writtenOr(text, words);
  const rows: [TextKey, string][] = [
    ['packet.letter.impression', [written(form.impression.text), form.impression.icd10].filter(Boolean).join('　')],
    ['packet.letter.reason', written(reasonText(form, words))],
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
            <Label
              words={words}
              of={model.signedAt === null ? 'packet.letter.draftTitle' : 'packet.letter.incompleteTitle'}
            />
          </strong>{' '}
          {words.text('packet.letter.incomplete', {
            fields: model.missing.map(({ field }) => words.text(`referral.field.${field}` as TextKey)).join('; '),
          })}
          {model.incompleteReason === null ? null : (
            <p>{words.text('packet.letter.incompleteReason', { reason: model.incompleteReason })}</p>
          )}
        </div>
      ) : null}
      <p className="clock">
        <strong>
          <Label words={words} of="packet.letter.t0" /> {timeText(episode.firstPresentationAt)}
        </strong>
        （{words.text(`episode.source.${episode.firstPresentationSource}`)}）　
        <Label words={words} of="packet.letter.clock" />
        {words.t('packet.colon')}
        {clockText(model, print.at, words)}
      </p>
      <KeyValues model={model} words={words} />
      <p className="letter-scores">
        <strong>
          <Label words={words} of="packet.letter.scores" />
          {scores[0] ? `（${timeText(scores[0].at)}）` : ''}
        </strong>
        {scores.length === 0 ? <span>{words.text('packet.letter.notComputed')}</span> : null}
        {scores.map(score => (
          <span key={score.id}>
            {score.title} <span className="unit">v{score.version}</span> <strong>{score.text}</strong>
          </span>
        ))}
      </p>
      <Rows words={words} rows={rows} />
    </>
  );
}
