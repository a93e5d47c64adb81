import type { ReactNode } from 'react';
import type { PacketDocument, PrintPage } from '../../shared/referral/packet-model.ts';
import { ChecklistPage } from './checklist-page.tsx';
import { ConsentPage } from './consent-page.tsx';
import { DotMatrixLetter } from './dot-matrix/dot-matrix-letter.tsx';
import { HandoverPage } from './handover-page.tsx';
import { LetterPage } from './letter/letter-page.tsx';
import type { PageProps } from './page-props.ts';
import { BlankReturnPage, ReturnPage } from './return/return-page.tsx';
import { marginCss } from './running-marks.ts';
import { ScoreSheetPage } from './score-sheet-page.tsx';
import { SummaryPage } from './summary-page.tsx';
import { TimelinePage } from './timeline-page.tsx';
import { TrendPage } from './trend-page.tsx';
import { wordsOf } from './words.ts';

const PAGES: Readonly<Record<PrintPage, (props: PageProps) => ReactNode>> = {
  P1: LetterPage,
  P2: SummaryPage,
  P3: TrendPage,
  P4: ScoreSheetPage,
  P5: TimelinePage,
  P6: ConsentPage,
  P7: HandoverPage,
  P8: ChecklistPage,
  return: ReturnPage,
  'return-blank': BlankReturnPage,
};

/** The packet on paper: a pure function of the document, the same for screen, printer and PDF. */
export function PacketPages({ document }: { document: PacketDocument }) {
  const { language, size, copies } = document;
  const words = wordsOf(language);
  return (
    <div className={`packet language-${language} size-${size}`} lang={language === 'en' ? 'en' : 'zh-CN'}>
      <style>{marginCss(document, words)}</style>
      {copies.length === 0 ? (
        <Pages document={document} words={words} />
      ) : (
        copies.map(copy => (
          <div key={copy} className={`copy copy-${copy}`}>
            <Pages document={document} words={words} />
          </div>
        ))
      )}
    </div>
  );
}

function Pages({ document, words }: PageProps) {
  if (document.size === 'dot-matrix') return <DotMatrixLetter document={document} words={words} />;
  return document.pages.map(page => {
    const Page = PAGES[page];
    return <Page key={page} document={document} words={words} />;
  });
}
