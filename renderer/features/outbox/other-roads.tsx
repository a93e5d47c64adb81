import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { client } from '../../app/client.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ExportFile } from '../reader/export-file.tsx';
import { lastPrintChoice } from '../referral/print-choice.ts';
import { usePrinting } from '../referral/use-printing.ts';

interface OtherRoadsProps {
  referralId: string;
  /** Of the receiving ward. */
  phone: string;
  /** Whether paper and file carry what the line did not. */
  carries: boolean;
}

/** What the line did not carry goes by the telephone, on paper or by USB stick; none of them is called sent. */
export function OtherRoads({ referralId, phone, carries }: OtherRoadsProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const printing = usePrinting();
  const mayPrint = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const print = async () => {
    const printed = await client.packet.print({ id: referralId, ...lastPrintChoice() });
    void queries.invalidateQueries({ queryKey: api.referrals.key() });
    return printed;
  };
  return (
    <div className="problem-roads" data-testid="other-roads">
      {carries && mayPrint ? (
        <>
          <Button
            size="small"
            onClick={() => void printing.run(print)}
            loading={printing.isRunning}
            data-testid="print-and-phone"
          >
            {t('outbox.problem.printAndPhone', { phone })}
          </Button>
          <ExportFile referralId={referralId} size="small" />
        </>
      ) : (
        <span className="note">{t('outbox.problem.phoneOnly', { phone })}</span>
      )}
      {printing.done ? (
        <span className="note" role="status">
          {printing.done} {t('outbox.problem.phoneNow', { phone })}
        </span>
      ) : null}
      <ErrorNote error={printing.error} />
    </div>
  );
}
