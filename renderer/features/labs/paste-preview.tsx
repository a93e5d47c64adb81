import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { LAB_CATALOGUE } from '../../../shared/records/lab-catalogue.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { PastedBlock } from './pasted-block.ts';
import { itemName } from './value-wording.ts';

interface PastePreviewProps {
  block: PastedBlock;
  onTake(): void;
  onDrop(): void;
}

const takeFocus = (button: HTMLElement | null) => button?.focus();

/** What a pasted block would change, above the grid: Enter takes it, Esc leaves everything as it is. */
export function PastePreview({ block, onTake, onDrop }: PastePreviewProps) {
  const { t, i18n } = useTranslation();
  const { cells, columns, unknown, beyond } = block;
  const items = LAB_CATALOGUE.filter(item => cells.some(cell => cell.code === item.code));
  const used = columns
    .map((column, at) => ({ ...column, at }))
    .filter(({ at }) => cells.some(cell => cell.column === at));
  const replaced = cells.filter(cell => cell.before !== '').length;
  const unreadable = cells.filter(cell => !cell.isReadable).length;
  return (
    <section
      className="paste-preview"
      aria-label={t('labs.paste.title')}
      data-testid="paste-preview"
      onKeyDown={event => {
        if (event.key === 'Escape') onDrop();
      }}
    >
      <div className="paste-head">
        <strong>{t('labs.paste.what', { count: cells.length })}</strong>
        {replaced > 0 ? <span className="paste-doubt">{t('labs.paste.replaced', { count: replaced })}</span> : null}
        {unreadable > 0 ? (
          <span className="paste-doubt">{t('labs.paste.unreadable', { count: unreadable })}</span>
        ) : null}
        {unknown.length > 0 ? (
          <span className="paste-doubt">{t('labs.paste.unknown', { names: unknown.join(t('ui.listComma')) })}</span>
        ) : null}
        {beyond > 0 ? <span className="paste-doubt">{t('labs.paste.beyond', { count: beyond })}</span> : null}
        <Button
          type="primary"
          size="small"
          ref={takeFocus}
          disabled={cells.length === 0}
          onClick={onTake}
          data-testid="paste-take"
        >
          {t('labs.paste.take')}
        </Button>
        <button type="button" className="quiet-button" onClick={onDrop}>
          {t('labs.paste.drop')}
        </button>
      </div>
      <div className="paste-cells">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('labs.item')}</th>
              {used.map(({ at, sampledAt, id }) => (
                <th scope="col" key={at}>
                  {sampledAt ? wallClock(sampledAt) : t(id === null ? 'labs.paste.newColumn' : 'labs.newPanel')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(item => (
              <tr key={item.code}>
                <th scope="row">{itemName(item, i18n.language)}</th>
                {used.map(({ at }) => {
                  const cell = cells.find(each => each.code === item.code && each.column === at);
                  if (!cell) return <td key={at} />;
                  return (
                    <td key={at} className={cell.isReadable ? undefined : 'paste-doubt'}>
                      {cell.before ? `${cell.before} → ` : ''}
                      {cell.after}
                      {cell.isReadable ? '' : ` ${t('labs.paste.cannotRead')}`}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
