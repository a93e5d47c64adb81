import '../../fonts/paper-fonts.ts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { PrintPage } from '../../../shared/referral/packet-model.ts';
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

/** A4 at 96 px an inch. */
const PAGE_WIDTH = 794;
const PAGE_HEIGHT = 1123;

/** The root of the paper's style sheet is `html`; inside a shadow root that is its host. */
const PAPER_CSS = `${paperCss}\n${pagesCss}`.replaceAll(/(^|[{}])\s*html\s*\{/g, '$1 :host {');
/** The screen sets the sheet apart by a grey ground and a margin; here the frame does. */
const SHEET_CSS =
  ':host { display: block; width: 210mm; text-align: start; background: #fff; } .page { margin: 0; box-shadow: none; }';

interface PacketPreviewProps {
  referralId: string;
  language: 'zh' | 'en' | 'both';
  page?: PrintPage;
  /** The draft or open supplement, not what was signed last. */
  isDraft?: boolean;
  /** An earlier packet than the latest. */
  supplement?: number | undefined;
}

/** A page as it would print now: the very pages that go to paper, in a shadow root, so that no style leaks. */
export default function PacketPreview({
  referralId,
  language,
  page = 'P1',
  isDraft = false,
  supplement,
}: PacketPreviewProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const [root, setRoot] = useState<ShadowRoot | null>(null);
  const [height, setHeight] = useState(PAGE_HEIGHT);
  const preview = useQuery(
    api.packet.preview.queryOptions({
      input: {
        ...{ id: referralId, pages: [page], language },
        ...(isDraft ? { draft: true } : {}),
        ...(supplement === undefined ? {} : { supplement }),
      },
      placeholderData: last => last,
    }),
  );
  const hold = useCallback((host: HTMLElement | null) => {
    if (host) setRoot(host.shadowRoot ?? host.attachShadow({ mode: 'open' }));
  }, []);
  const shown = preview.data?.pages.includes(page) ? preview.data : undefined; // the former page never under this one's name
  // Sheets are set smaller by their measures, so the fonts must be there first.
  useEffect(() => {
    if (root === null || shown === undefined) return;
    const host = root.host as HTMLElement;
    let isCurrent = true;
    void document.fonts.ready.then(() => {
      if (!isCurrent) return;
      fitPages(root);
      setHeight(Math.max(PAGE_HEIGHT, host.offsetHeight));
    });
    return () => {
      isCurrent = false;
    };
  }, [root, shown]);
  const scale = width > 0 ? Math.min(1, width / PAGE_WIDTH) : 0.5;
  return (
    <section className="packet-preview" ref={ref} aria-label={t('referral.preview')} data-testid="packet-preview">
      {preview.error ? (
        <>
          <p className="note">{t('referral.previewFailed')}</p>
          <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
        </>
      ) : null}
      {shown ? <GlyphWarning names={namesOn(shown.model)} /> : null}
      <div style={{ height: height * scale, width: PAGE_WIDTH * scale }}>
        <div className="packet-sheet" style={{ transform: `scale(${scale})` }}>
          <div ref={hold} />
        </div>
      </div>
      {root && shown
        ? createPortal(
            <>
              <style>{`${PAPER_CSS}\n${SHEET_CSS}`}</style>
              <PacketPages document={shown} />
            </>,
            root,
          )
        : null}
    </section>
  );
}
