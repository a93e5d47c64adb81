import type { ReactNode } from 'react';
import type { PacketDocument, PacketPage } from '../../shared/referral/packet-model.ts';
import { ChecklistPage } from './checklist-page.tsx';
import { ConsentPage } from './consent-page.tsx';
import { HandoverPage } from './handover-page.tsx';
import { LetterPage } from './letter/letter-page.tsx';
import type { PageProps } from './page-props.ts';
import { marginCss, runningMarks } from './running-marks.ts';
import { ScoreSheetPage } from './score-sheet-page.tsx';
import { SummaryPage } from './summary-page.tsx';
import { TimelinePage } from './timeline-page.tsx';
import { TrendPage } from './trend-page.tsx';
import { wordsOf } from './words.ts';

const PAGES: Readonly<Record<PacketPage, (props: PageProps) => ReactNode>> = {
  P1: LetterPage,
  P2: SummaryPage,
  P3: TrendPage,
  P4: ScoreSheetPage,
  P5: TimelinePage,
  P6: ConsentPage,
  P7: HandoverPage,
  P8: ChecklistPage,
};

/** The packet on paper: a pure function of the document, the same for screen, printer and PDF. */
export function PacketPages({ document }: { document: PacketDocument }) {
  const words = wordsOf(document.language);
  return (
    <div className={`packet language-${document.language}`} lang={document.language === 'en' ? 'en' : 'zh-CN'}>
      <style>{marginCss(runningMarks(document, words), words)}</style>
      {document.pages.map(page => {
        const Page = PAGES[page];
        return <Page key={page} document={document} words={words} />;
      })}
    </div>
  );
}
