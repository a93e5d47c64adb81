import { useTranslation } from 'react-i18next';
import { PAPER_SIZES, PRINT_PAGES, type PrintPage } from '../../../shared/referral/packet-model.ts';
import type { PrintChoice } from './print-choice.ts';

export type PaperSize = PrintChoice['size'];

interface PreviewChooserProps {
  size: PaperSize;
  /** One page alone, or null for those that are ticked for printing. */
  page: PrintPage | null;
  onPage(page: PrintPage | null): void;
  /** Where the paper is not chosen elsewhere on the screen. */
  onSize?(size: PaperSize): void;
}

/** What of the packet stands beside the form: every page that will print, or one of them. */
export function PreviewChooser({ size, page, onPage, onSize }: PreviewChooserProps) {
  const { t } = useTranslation();
  const isLetterOnly = size !== 'A4';
  return (
    <p className="page-chooser">
      {onSize === undefined ? null : <PaperSizeSelect size={size} onSize={onSize} testId="preview-size" />}
      <label>
        {t('paper.preview')}{' '}
        <select
          value={isLetterOnly ? 'P1' : (page ?? '')}
          onChange={event => onPage(PRINT_PAGES.find(each => each === event.target.value) ?? null)}
          disabled={isLetterOnly}
          data-testid="preview-page"
        >
          <option value="">{t('paper.allChosen')}</option>
          {PRINT_PAGES.map(each => (
            <option key={each} value={each}>
              {t(`paper.page.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}

interface PaperSizeSelectProps {
  size: PaperSize;
  onSize(size: PaperSize): void;
  testId: string;
}

export function PaperSizeSelect({ size, onSize, testId }: PaperSizeSelectProps) {
  const { t } = useTranslation();
  return (
    <label>
      {t('paper.size')}{' '}
      <select
        value={size}
        onChange={event => onSize(PAPER_SIZES.find(each => each === event.target.value) ?? 'A4')}
        data-testid={testId}
      >
        {PAPER_SIZES.map(each => (
          <option key={each} value={each}>
            {t(`paper.sizes.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
