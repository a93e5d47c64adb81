import '../without-eval.ts';
import '../fonts/paper-fonts.ts';
import './paper.css';
import './pages.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { isTestPage, type Paper } from '../../shared/referral/test-page.ts';
import { fitPages } from './fit-pages.ts';
import { missingGlyphs, namesOn } from './missing-glyphs.ts';
import { PacketPages } from './packet-pages.tsx';
import { marginCss } from './running-marks.ts';
import { RARE_CHARACTERS, TestPage } from './test-page.tsx';
import { wordsOf } from './words.ts';

declare global {
  interface Window {
    /**
     * Shows a packet or the test page and resolves when it may be printed: fonts there, sheets fitted, images decoded,
     * two frames drawn. Answers with the characters of its names that no font of this computer has.
     */
    showPacket: (paper: Paper) => Promise<string[]>;
  }
}

const place = document.getElementById('packet');
if (place === null) throw new Error('print.html lacks its #packet');
// React would leave the page empty and carry on: a blank sheet must never pass for a packet.
let failure: unknown = null;
const root = createRoot(place, {
  onUncaughtError: error => {
    failure = error;
  },
});

window.showPacket = async paper => {
  const words = wordsOf(paper.language);
  const missing = await missingGlyphs(isTestPage(paper) ? RARE_CHARACTERS : namesOn(paper.model));
  const page = isTestPage(paper) ? <TestPage document={paper} missing={missing} /> : <PacketPages document={paper} />;
  flushSync(() => root.render(page));
  if (failure !== null) throw failure;
  // The number, never the name: the title ends up in printer queues and in the PDF's properties.
  document.title = (isTestPage(paper) ? null : paper.model.number) ?? words.text('packet.page.P1');
  document.documentElement.lang = paper.language === 'en' ? 'en' : 'zh-CN';
  if (!isTestPage(paper)) await marginFonts(marginCss(paper, words));
  await document.fonts.ready;
  fitPages(document);
  await Promise.all(Array.from(document.images, image => image.decode()));
  await frame();
  await frame();
  return missing;
};

/** The margins are laid out at printing only, too late to fetch a font for a rare character in them. */
async function marginFonts(text: string): Promise<void> {
  const { fontFamily } = getComputedStyle(document.documentElement);
  await Promise.all(['400', '700'].map(weight => document.fonts.load(`${weight} 10px ${fontFamily}`, text)));
}

/** A hidden window may never draw a frame; it is laid out all the same. */
const frame = () =>
  new Promise<void>(resolve => {
    requestAnimationFrame(() => resolve());
    setTimeout(resolve, HIDDEN_FRAME_MS);
  });
const HIDDEN_FRAME_MS = 100;
