import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  CARBON_HOLDERS,
  COPY_HOLDERS,
  type PacketDocument,
  PRINT_PAGES,
} from '../../../shared/referral/packet-model.ts';
import { api } from '../../app/api.ts';
import { client } from '../../app/client.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { PaperSizeSelect } from './preview-chooser.tsx';
import { type PrintChoice, rememberPrintChoice } from './print-choice.ts';
import { usePrinting } from './use-printing.ts';
import './paper-actions.css';

type Language = PacketDocument['language'];
const LANGUAGES: readonly Language[] = ['zh', 'en', 'both'];

interface PaperActionsProps {
  referralId: string;
  /** As the preview beside it shows it. */
  choice: PrintChoice;
  onChoice(choice: PrintChoice): void;
  /** An earlier packet than the latest. */
  supplement?: number | undefined;
}

/** The packet as a file and on paper, as chosen last. Each print is counted by the services. */
export function PaperActions({ referralId, choice, onChoice, supplement }: PaperActionsProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const printing = usePrinting();
  const { pages, size, copies, language } = choice;
  const request = { id: referralId, ...choice, ...(supplement === undefined ? {} : { supplement }) };
  const isCarbon = size === 'dot-matrix';
  const isEmpty = size === 'A4' && pages.length === 0;
  const change = (next: Partial<PrintChoice>) => {
    const whole = { ...choice, ...next };
    onChoice(whole);
    rememberPrintChoice(whole);
  };
  const pdf = useMutation(
    api.packet.pdf.mutationOptions({
      onMutate: () => printing.say(''),
      onSuccess: ({ base64, fileName }) => {
        saveFile(bytesOf(base64), 'application/pdf', fileName);
        printing.say(t('referral.pdfDone', { name: fileName }));
      },
    }),
  );
  const print = async () => {
    const printed = await client.packet.print(request);
    void queryClient.invalidateQueries({ queryKey: api.referrals.key() });
    return printed;
  };

  return (
    <fieldset className="paper-actions" data-testid="paper-actions">
      <legend>{t('paper.title')}</legend>
      <div className="paper-row">
        <span>{t('paper.pages')}</span>
        <CheckList
          values={size === 'A4' ? pages : ['P1']}
          options={PRINT_PAGES.map(value => ({ value, label: t(`paper.page.${value}`) }))}
          onChange={next => change({ pages: next })}
          disabled={size !== 'A4'}
          testId="paper-pages"
        />
      </div>
      <div className="paper-row">
        <span>{t('paper.copies')}</span>
        <CheckList
          values={isCarbon ? CARBON_HOLDERS : copies}
          options={COPY_HOLDERS.map(value => ({ value, label: t(`packet.copy.${value}`) }))}
          onChange={next => change({ copies: next })}
          disabled={isCarbon}
          testId="paper-copies"
        />
        <span className="note">{isCarbon ? t('paper.carbon') : copies.length === 0 ? t('paper.unlabelled') : ''}</span>
      </div>
      <div className="paper-row">
        <PaperSizeSelect size={size} onSize={next => change({ size: next })} testId="paper-size" />
        <label>
          {t('referral.paperLanguage.label')}{' '}
          <select
            value={language}
            onChange={event => change({ language: LANGUAGES.find(each => each === event.target.value) ?? 'zh' })}
            data-testid="paper-language"
          >
            {LANGUAGES.map(each => (
              <option key={each} value={each}>
                {t(`referral.paperLanguage.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <Button onClick={() => pdf.mutate(request)} loading={pdf.isPending} disabled={isEmpty} data-testid="packet-pdf">
          {t('referral.pdf')}
        </Button>
        <Button
          onClick={() => void printing.run(print)}
          loading={printing.isRunning}
          disabled={isEmpty}
          data-testid="packet-print"
        >
          {t('referral.print')}
        </Button>
        <span className="note" role="status" data-testid="paper-done">
          {isEmpty ? t('paper.none') : printing.done}
        </span>
      </div>
      <ErrorNote error={pdf.error ?? printing.error} />
    </fieldset>
  );
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
