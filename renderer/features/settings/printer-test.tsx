import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../app/client.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PaperSizeSelect } from '../referral/preview-chooser.tsx';
import { lastPrintChoice } from '../referral/print-choice.ts';
import { usePrinting } from '../referral/use-printing.ts';

/** A test page by the same way as a packet: ruler, greys, code, rare characters; for each paper its own. */
export function PrinterTest() {
  const { t, i18n } = useTranslation();
  const printing = usePrinting();
  const [size, setSize] = useState(() => lastPrintChoice().size);
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <p className="printer-test">
      <PaperSizeSelect size={size} onSize={setSize} testId="printer-test-size" />
      <Button
        onClick={() => void printing.run(() => client.packet.testPage({ language, size }))}
        loading={printing.isRunning}
        data-testid="printer-test"
      >
        {t('paper.testPage')}
      </Button>
      <span className="note" role="status">
        {printing.done}
      </span>
      <ErrorNote error={printing.error} />
    </p>
  );
}
