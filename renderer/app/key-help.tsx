import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcutStore, useShortcuts } from './shortcuts.ts';

/** The panel has been asked for: its way out is where the hands are. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

/** `?` shows the keys of what is on screen, beside the page and not over its middle. */
export function KeyHelp() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const shortcuts = useShortcutStore(store => store.sets).flat();
  useShortcuts([{ keys: '?', label: t('app.help.show'), run: () => setOpen(open => !open) }]);

  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-expanded={isOpen}
        onClick={() => setOpen(open => !open)}
        title={t('app.help.title')}
        aria-label={t('app.help.title')}
      >
        <kbd>?</kbd>
      </button>
      {isOpen ? (
        <section
          className="key-help-panel"
          aria-label={t('app.help.title')}
          data-testid="key-help"
          onKeyDown={event => {
            if (event.key === 'Escape') setOpen(false);
          }}
        >
          <h2>
            {t('app.help.title')}
            <button type="button" className="quiet-button" ref={takeFocus} onClick={() => setOpen(false)}>
              {t('ui.close')}
            </button>
          </h2>
          <dl>
            {shortcuts.map(shortcut => (
              <div key={`${shortcut.keys} ${shortcut.label}`} style={{ display: 'contents' }}>
                <dt>
                  <kbd>{shortcut.keys}</kbd>
                </dt>
                <dd>{shortcut.label}</dd>
              </div>
            ))}
          </dl>
          <p className="note">{t('app.help.tab')}</p>
        </section>
      ) : null}
    </>
  );
}
