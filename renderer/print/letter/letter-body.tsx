import { clockText } from '../clock-wording.ts';
import { timeText } from '../packet-wording.ts';
import type { PageProps } from '../page-props.ts';
import { Label, Rows } from '../paper.tsx';
import type { Words } from '../words.ts';
import { KeyValues } from './key-values.tsx';
import { LetterChanges } from './letter-changes.tsx';
import { letterTexts, missingText } from './letter-texts.ts';
import { letterScores, oneTime } from './letter-wording.ts';

/** What the receiving doctor reads: clock, scores, key values, then the national block of free text. */
export function LetterBody({ document, words }: PageProps) {
  const { model, print } = document;
  const { episode } = model;
  const scores = letterScores(model, words);
  const scoredAt = oneTime(scores);
  return (
    <div className="letter-flow" data-fit="page">
      <LetterChanges document={document} words={words} />
      {model.missing.length > 0 ? (
        <div className="incomplete">
          <strong>
            <Label
              words={words}
              of={model.signedAt === null ? 'packet.letter.draftTitle' : 'packet.letter.incompleteTitle'}
            />
          </strong>{' '}
          {missingText(document)}
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
          {scoredAt === null ? '' : `（${timeText(scoredAt)}）`}
        </strong>
        {scores.length === 0 ? <span>{words.text('packet.letter.notComputed')}</span> : null}
        {scores.map(score => (
          <span key={score.id}>
            {score.title} <span className="unit">v{score.version}</span> <strong>{score.text}</strong>
            {scoredAt === null ? <span className="unit"> {timeText(score.at)}</span> : null}
          </span>
        ))}
      </p>
      <Rows
        words={words}
        rows={letterTexts(document, words).map(({ label, shown, isCut }) => [
          label,
          isCut ? <Begun key={label} text={shown} words={words} /> : shown,
        ])}
      />
    </div>
  );
}

/** A text's beginning, and where the whole of it stands. */
function Begun({ text, words }: { text: string; words: Words }) {
  return (
    <>
      {text} <strong>{words.t('packet.letter.continued')}</strong>
    </>
  );
}
