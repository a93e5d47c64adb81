import type { TestPage as TestPageDocument } from '../../shared/referral/test-page.ts';
import { dotMatrixTestPage } from './dot-matrix/dot-matrix-test-page.ts';
import { TextSheet } from './dot-matrix/text-sheet.tsx';
import { timeText } from './packet-wording.ts';
import { Label, Seal } from './paper.tsx';
import { QrCode } from './qr-code.tsx';
import { MARGINS, PAPER } from './running-marks.ts';
import { type Words, wordsOf } from './words.ts';

/** Rare characters of names (records-and-forms 1.2, platform 8); the application's own fonts have none of them. */
export const RARE_CHARACTERS = '\u{3F06}\u{4DAE}\u{20BB7}\u{2CB4E}\u{36C3}\u{20164}';
const LATIN = 'ÄÖÜ äöü ß é è ñ ç ø å · µmol/L ≥ ≤ ± × ÷ → ↑H ↓L △ ①②③④ ✂ √';
const SIZES_PT = [10.5, 9, 8, 7, 6.5];
const GREYS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
const RULER_MM = 100;
/** As long as a core code, so that its modules are as fine. */
const CODE = 'GANQIAO PRINTER TEST '.repeat(42);

/** Shows what a printer does to the packet: to be looked at, measured with a ruler and scanned. */
export function TestPage({ document, missing }: { document: TestPageDocument; missing: readonly string[] }) {
  const { language, size } = document;
  const words = wordsOf(language);
  const glyphs =
    missing.length === 0
      ? words.text('packet.test.allGlyphs')
      : words.text('packet.test.missing', { characters: missing.map(codePoint).join(' ') });
  return (
    <div className={`packet language-${language} size-${size}`} lang={language === 'en' ? 'en' : 'zh-CN'}>
      <style>{`@page { size: ${PAPER[size]}; margin: ${MARGINS[size]}; }`}</style>
      {size === 'dot-matrix' ? (
        <TextSheet lines={dotMatrixTestPage(document, RARE_CHARACTERS, glyphs, words)} />
      ) : (
        <Graphics document={document} glyphs={glyphs} words={words} />
      )}
    </div>
  );
}

/** Sheets of a laser or ink printer. */
function Graphics({ document, glyphs, words }: { document: TestPageDocument; glyphs: string; words: Words }) {
  const { size, facilityName, softwareVersion, print } = document;
  const sample =
    size === 'A5' ? `${words.t('packet.test.title')} 0123456789` : `${words.t('packet.page.P1')} 0123456789 AaBbGg`;
  return (
    <section className="page test-page">
      <p className="institution">{facilityName}</p>
      <h1>
        <Label words={words} of="packet.test.title" />
      </h1>
      <p className="note">
        {words.text('packet.test.made', { at: timeText(print.at), by: print.by, version: softwareVersion, size })}
      </p>
      <p>{words.text('packet.test.frame')}</p>
      <Ruler />
      <p>{words.text('packet.test.ruler', { mm: RULER_MM })}</p>
      <div className="greys">
        {GREYS.map(grey => (
          <span key={grey}>
            <i style={{ background: `rgb(${[0, 0, 0].map(() => 255 - Math.round(grey * 2.55)).join(' ')})` }} />
            {grey} %
          </span>
        ))}
      </div>
      <p>{words.text('packet.test.greys')}</p>
      <div className="test-marks">
        <QrCode text={CODE.slice(0, 840)} title={words.text('packet.test.code')} />
        <Seal />
        <p>{words.text('packet.test.code')}</p>
      </div>
      <table className="rows">
        <tbody>
          {SIZES_PT.map(points => (
            <tr key={points}>
              <th scope="row">{points} pt</th>
              <td style={{ fontSize: `${points}pt` }}>
                {sample} <span className="hei">{sample}</span>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.text('packet.test.latin')}</th>
            <td>
              {LATIN} <span className="hei">{LATIN}</span>
            </td>
          </tr>
          <tr>
            <th scope="row">{words.text('packet.test.rare')}</th>
            <td>
              {Array.from(RARE_CHARACTERS, character => (
                <span key={character} className="rare">
                  {character} <span className="hei">{character}</span>{' '}
                  <small>U+{character.codePointAt(0)?.toString(16).toUpperCase()}</small>
                </span>
              ))}
              <br />
              <strong>{glyphs}</strong>
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

const codePoint = (character: string) => `U+${character.codePointAt(0)?.toString(16).toUpperCase()}`;

/** Millimetres, each fifth and tenth longer. */
function Ruler() {
  const marks = Array.from({ length: RULER_MM + 1 }, (_, mm) => mm);
  return (
    <svg className="ruler" viewBox={`-4 0 ${RULER_MM + 8} 9`} aria-hidden="true">
      {marks.map(mm => (
        <path key={mm} d={`M${mm} 0v${mm % 10 === 0 ? 5 : mm % 5 === 0 ? 3.5 : 2}`} stroke="#000" strokeWidth={0.15} />
      ))}
      {marks
        .filter(mm => mm % 10 === 0)
        .map(mm => (
          <text key={mm} x={mm} y={8.5} fontSize={3} textAnchor="middle">
            {mm}
          </text>
        ))}
    </svg>
  );
}
