import '../without-eval.ts';
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/700.css';
import '@fontsource/noto-serif-sc/400.css';
import '@fontsource/noto-serif-sc/700.css';
import './paper.css';
import './pages.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { PacketDocument } from '../../shared/referral/packet-model.ts';
import { fitPages } from './fit-pages.ts';
import { PacketPages } from './packet-pages.tsx';
import { marginCss, runningMarks } from './running-marks.ts';
import { wordsOf } from './words.ts';

declare global {
  interface Window {
    /** Shows a packet and resolves when it may be printed: fonts there, images decoded, two frames drawn. */
    showPacket: (document: PacketDocument) => Promise<void>;
  }
}

const place = document.getElementById('packet');
if (place === null) throw new Error('print.html lacks its #packet');
const root = createRoot(place);

window.showPacket = async packet => {
  flushSync(() => root.render(<PacketPages document={packet} />));
  // The number, never the name: the title ends up in printer queues and in the PDF's properties.
  document.title = packet.model.number ?? wordsOf(packet.language).text('packet.page.P1');
  document.documentElement.lang = packet.language === 'en' ? 'en' : 'zh-CN';
  await fontsFor(packet);
  fitPages(document);
  await Promise.all(Array.from(document.images, image => image.decode()));
  await frame();
  await frame();
};

/** The margins are laid out at printing only, too late to fetch a font for a rare character in them. */
async function fontsFor(packet: PacketDocument): Promise<void> {
  const words = wordsOf(packet.language);
  const text = marginCss(runningMarks(packet, words), words);
  const { fontFamily } = getComputedStyle(document.documentElement);
  await Promise.all(['400', '700'].map(weight => document.fonts.load(`${weight} 10px ${fontFamily}`, text)));
  await document.fonts.ready;
}

/** A hidden window may never draw a frame; it is laid out all the same. */
const frame = () =>
  new Promise<void>(resolve => {
    requestAnimationFrame(() => resolve());
    setTimeout(resolve, HIDDEN_FRAME_MS);
  });
const HIDDEN_FRAME_MS = 100;
