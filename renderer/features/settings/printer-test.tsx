import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { client } from '../../app/client.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { usePrinting } from '../referral/use-printing.ts';

/** A test page by the same way as a packet: ruler, greys, code, rare characters. */
export function PrinterTest() {
  const { t, i18n } = useTranslation();
  const printing = usePrinting();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <p className="printer-test">
      <Button
        onClick={() => void printing.run(() => client.packet.testPage({ language, size: 'A4' }))}
        loading={printing.isRunning}
        data-testid="printer-test"
      >
        {t('paper.testPage')}
      </Button>{' '}
      <span className="note" role="status">
        {printing.done}
      </span>
      <ErrorNote error={printing.error} />
    </p>
  );
}
