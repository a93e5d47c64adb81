import '../../fonts/paper-fonts.ts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { PacketDocument, PrintPage } from '../../../shared/referral/packet-model.ts';
import { api } from '../../app/api.ts';
import { useWidth } from '../../charts/use-width.ts';
import { fitPages } from '../../print/fit-pages.ts';
import { namesOn } from '../../print/missing-glyphs.ts';
import { PacketPages } from '../../print/packet-pages.tsx';
import pagesCss from '../../print/pages.css?inline';
import paperCss from '../../print/paper.css?inline';
import { ErrorNote } from '../../ui/error-note.tsx';
import { GlyphWarning } from './glyph-warning.tsx';
import './packet-preview.css';

/** Millimetres, as `.page` has them on the screen (paper.css, dot-matrix.css). */
const SHEETS = { A4: [210, 297], A5: [148, 210], 'dot-matrix': [241, 140] } as const;
const PX_PER_MM = 96 / 25.4;

/** The root of the paper's style sheet is `html`; inside a shadow root that is its host. */
const PAPER_CSS = `${paperCss}\n${pagesCss}`.replaceAll(/(^|[{}])\s*html\s*\{/g, '$1 :host {');
/** The screen sets the sheet apart by a grey ground and a margin; here the frame does, and a line between two sheets. */
const sheetCss = (size: PacketDocument['size']) => `
  :host { display: block; width: ${SHEETS[size][0]}mm; text-align: start; background: #fff; }
  .page { margin: 0; box-shadow: none; }
  .page + .page { border-top: 0.4mm dashed #8a949e; }`;

interface PacketPreviewProps {
  referralId: string;
  language: PacketDocument['language'];
  /** As chosen for printing: the sheets stand under each other in this order. */
  pages: readonly PrintPage[];
  size?: PacketDocument['size'];
  /** The draft or open supplement, not what was signed last. */
  isDraft?: boolean;
  /** An earlier packet than the latest. */
  supplement?: number | undefined;
}

/** Pages as they would print now: the very sheets that go to paper, in a shadow root, so that no style leaks. */
export default function PacketPreview({
  referralId,
  language,
  pages,
  size = 'A4',
  isDraft = false,
  supplement,
}: PacketPreviewProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const [root, setRoot] = useState<ShadowRoot | null>(null);
  const [height, setHeight] = useState(0);
  const preview = useQuery(
    api.packet.preview.queryOptions({
      input: {
        ...{ id: referralId, pages: pages.length === 0 ? ['P1' as const] : [...pages], language, size },
        ...(isDraft ? { draft: true } : {}),
        ...(supplement === undefined ? {} : { supplement }),
      },
      placeholderData: last => last,
    }),
  );
  const hold = useCallback((host: HTMLElement | null) => {
    if (host) setRoot(host.shadowRoot ?? host.attachShadow({ mode: 'open' }));
  }, []);
  // The former pages or paper never stand under the name of what is chosen now.
  const wanted = size === 'A4' && pages.length > 0 ? pages.join() : 'P1';
  const shown = preview.data?.size === size && preview.data.pages.join() === wanted ? preview.data : undefined;
  // Sheets are set smaller by their measures, so the fonts must be there first.
  useEffect(() => {
    if (root === null || shown === undefined) return;
    const host = root.host as HTMLElement;
    let isCurrent = true;
    void document.fonts.ready.then(() => {
      if (!isCurrent) return;
      fitPages(root);
      setHeight(host.offsetHeight);
    });
    return () => {
      isCurrent = false;
    };
  }, [root, shown]);
  const [sheetWidth, sheetHeight] = SHEETS[size].map(mm => mm * PX_PER_MM) as [number, number];
  const scale = width > 0 ? Math.min(1, width / sheetWidth) : 0.5;
  return (
    <section className="packet-preview" ref={ref} aria-label={t('referral.preview')} data-testid="packet-preview">
      {preview.error ? (
        <>
          <p className="note">{t('referral.previewFailed')}</p>
          <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
        </>
      ) : null}
      {shown ? <GlyphWarning names={namesOn(shown.model)} /> : null}
      <div style={{ height: Math.max(sheetHeight, height) * scale, width: sheetWidth * scale }}>
        <div className="packet-sheet" style={{ width: sheetWidth, transform: `scale(${scale})` }}>
          <div ref={hold} />
        </div>
      </div>
      {root && shown
        ? createPortal(
            <>
              <style>{`${PAPER_CSS}\n${sheetCss(shown.size)}`}</style>
              <PacketPages document={shown} />
            </>,
            root,
          )
        : null}
    </section>
  );
}
