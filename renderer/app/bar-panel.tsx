import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface BarPanelProps {
  /** What the button shows. */
  label: ReactNode;
  title: string;
  isOpen: boolean;
  onOpen(isOpen: boolean): void;
  buttonClass?: string;
  buttonTestId?: string;
  testId: string;
  children: ReactNode;
}

/** The panel has been asked for: its way out is where the hands are. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

/** A button of the bar and what it opens, beside the page and not over its middle. */
export function BarPanel({ label, title, isOpen, onOpen, buttonClass, buttonTestId, testId, children }: BarPanelProps) {
  const { t } = useTranslation();
  return (
    <>
      <button
        type="button"
        className={buttonClass ?? 'quiet-button'}
        aria-expanded={isOpen}
        onClick={() => onOpen(!isOpen)}
        title={title}
        aria-label={buttonClass ? undefined : title}
        data-testid={buttonTestId}
      >
        {label}
      </button>
      {isOpen ? (
        <section
          className="bar-panel"
          aria-label={title}
          data-testid={testId}
          onKeyDown={event => {
            if (event.key === 'Escape') onOpen(false);
          }}
        >
          <h2>
            {title}
            <button type="button" className="quiet-button" ref={takeFocus} onClick={() => onOpen(false)}>
              {t('ui.close')}
            </button>
          </h2>
          {children}
        </section>
      ) : null}
    </>
  );
}
