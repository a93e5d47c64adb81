import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReceivedPreview } from '../../../shared/contract/received.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { businessText } from '../../ui/delivery-wording.ts';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { ContentView } from './content-view.tsx';

interface PreviewPanelProps {
  preview: ReceivedPreview;
  pending: boolean;
  error: unknown;
  onTake(): void;
  onDrop(): void;
}

/** What was read, with the word on its signature, before anything is kept. */
export function PreviewPanel({ preview, pending, error, onTake, onDrop }: PreviewPanelProps) {
  const { t } = useTranslation();
  const { road, standing, taking, content, siteName, registry, attachments } = preview;
  return (
    <section className="reader-preview" data-testid="received-preview">
      <h2>
        {content.number} <span className="note">{siteName}</span>
      </h2>
      <p className={standing === 'valid' ? 'reader-good' : 'question'} role="status" data-testid="verdict">
        {standing === 'valid' ? `✓ ${t('reader.verdict.valid')}` : t('reader.verdict.revoked-later')}
        {' · '}
        {t(`reader.road.${road}`)}
        {road === 'file' ? '' : ` · ${t('reader.codeOnly')}`}
      </p>
      {registry ? (
        <p className="question">
          {t('reader.byNetwork', { state: businessText(registry.businessStatus, t), at: wallClock(registry.at) })}
        </p>
      ) : null}
      <p>{t(`reader.taking.${taking}`)}</p>
      {attachments.length > 0 ? (
        <p className="note">
          {t('reader.attached', { names: attachments.map(each => each.title).join(t('ui.listComma')) })}
        </p>
      ) : null}
      <ContentView content={content} />
      <PrimaryAction
        label={t(taking === 'same' ? 'reader.open' : 'reader.take')}
        pending={pending}
        error={error}
        beside={
          <Button onClick={onDrop} data-testid="reader-restart">
            {t('reader.again')}
          </Button>
        }
        onRun={onTake}
        testId="take-received"
      />
    </section>
  );
}
