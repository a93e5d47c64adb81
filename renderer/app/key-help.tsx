import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BarPanel } from './bar-panel.tsx';
import { useShortcutStore, useShortcuts } from './shortcuts.ts';

/** `?` shows the keys of what is on screen. */
export function KeyHelp() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const shortcuts = useShortcutStore(store => store.sets).flat();
  useShortcuts([{ keys: '?', label: t('app.help.show'), run: () => setOpen(open => !open) }]);

  return (
    <BarPanel label={<kbd>?</kbd>} title={t('app.help.title')} isOpen={isOpen} onOpen={setOpen} testId="key-help">
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
    </BarPanel>
  );
}
