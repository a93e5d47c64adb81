import type { PageProps } from '../page-props.ts';
import { wordsOf } from '../words.ts';
import { LetterBody } from './letter-body.tsx';
import { LetterContinuation } from './letter-continuation.tsx';
import { LetterHead } from './letter-head.tsx';
import { LetterSignature } from './letter-signature.tsx';
import { LetterStub } from './letter-stub.tsx';

/**
 * P1, the national 双向转诊（转出）单: the stub stays with the sender, the letter travels. It stands alone if all else is
 * lost: one page, whatever it has to say; texts too long for it go on behind it. The stub is 88 mm high, the cut line is
 * at 90 mm. With two languages the stub is in Chinese, since it stays with the sender. A5 has the letter alone.
 */
export function LetterPage({ document, words }: PageProps) {
  return (
    <>
      <section className="page letter">
        {document.size === 'A5' ? null : (
          <>
            <LetterStub document={document} words={words.language === 'both' ? wordsOf('zh') : words} />
            <div className="cut">
              <span>✂ {words.text('packet.letter.cut')}</span>
            </div>
          </>
        )}
        <LetterHead document={document} words={words} />
        <LetterBody document={document} words={words} />
        <LetterSignature document={document} words={words} />
      </section>
      <LetterContinuation document={document} words={words} />
    </>
  );
}
