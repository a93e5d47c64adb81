import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReadingStage } from './use-export-reading.ts';

type Underway = ReadingStage & { kind: 'sending' | 'reading' };

export function ReadingProgress({ stage, onCancel }: { stage: Underway; onCancel(): void }) {
  const { t } = useTranslation();
  const share = stage.kind === 'reading' ? stage.share : 0;
  const text =
    stage.kind === 'sending'
      ? t('labImport.sending', { name: stage.name })
      : t('labImport.reading', { name: stage.name, percent: Math.round(share * 100), rows: stage.rows });
  return (
    <div className="import-progress" data-testid="import-progress">
      <p role="status">{text}</p>
      <progress value={share} max={1} aria-label={text} />
      <Button onClick={onCancel} data-testid="import-cancel">
        {t('labImport.cancel')}
      </Button>
    </div>
  );
}
