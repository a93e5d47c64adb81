import type { PageProps } from '../page-props.ts';
import { Rows, Sheet } from '../paper.tsx';
import { letterTexts, ownWords, stubTexts } from './letter-texts.ts';

/** The texts that stub and letter only begin, whole. No sheet where there is none. */
export function LetterContinuation({ document, words }: PageProps) {
  const { address, approval } = stubTexts(document, words);
  const stub = document.size === 'A5' ? [] : [address, approval];
  const own = ownWords(document, words);
  const texts = [...(own ? [own] : []), ...stub, ...letterTexts(document, words)].filter(({ isCut }) => isCut);
  if (texts.length === 0) return null;
  return (
    <Sheet model={document.model} words={words} title="packet.letter.continuationTitle" name="continuation">
      <Rows words={words} rows={texts.map(({ label, whole }) => [label, whole] as const)} />
    </Sheet>
  );
}
