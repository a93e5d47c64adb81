import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SealStanding } from '../../../shared/referral/trust.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { RoadFaultNote } from '../../ui/road-fault.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { canSeal, SealStandingMark } from '../../ui/seal-standing.tsx';

interface ExportFileProps {
  referralId: string;
  size?: 'small' | 'middle';
  /** Whether the ward has a key; absent where the directory is not at hand. */
  seal?: SealStanding | undefined;
}

/** The signed referral for a USB stick, sealed to the ward. It never says that anything was sent. */
export function ExportFile({ referralId, size = 'middle', seal }: ExportFileProps) {
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
      </Button>{' '}
      {seal ? <SealStandingMark seal={seal} /> : null}
      {seal && !canSeal(seal) ? <p className="note">{t('composer.wards.sealWithout')}</p> : null}
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
