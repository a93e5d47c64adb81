import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { RoadFaultNote } from '../../ui/road-fault.tsx';
import { saveFile } from '../../ui/save-file.ts';

/** The signed referral for a USB stick, sealed to the ward. It never says that anything was sent. */
export function ExportFile({ referralId, size = 'middle' }: { referralId: string; size?: 'small' | 'middle' }) {
  const { t } = useTranslation();
  const exporting = useMutation(
    api.sealedFiles.export.mutationOptions({
      onSuccess: outcome => {
        if (outcome.ok) saveFile(outcome.text, 'application/jose', outcome.fileName);
      },
    }),
  );
  const outcome = exporting.data;
  return (
    <div>
      <Button
        size={size}
        onClick={() => exporting.mutate({ referralId })}
        loading={exporting.isPending}
        data-testid="export-file"
      >
        {t('reader.export.action')}
      </Button>
      {outcome?.ok ? (
        <p className="note" role="status">
          {t('reader.export.done', { name: outcome.fileName })}
        </p>
      ) : null}
      <RoadFaultNote fault={outcome?.ok === false ? outcome.fault : null} />
      <ErrorNote error={exporting.error} />
    </div>
  );
}
