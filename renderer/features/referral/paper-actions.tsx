import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PACKET_PAGES, type PacketDocument } from '../../../shared/referral/packet-model.ts';
import { api } from '../../app/api.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { printInView } from './print-view.ts';

type Language = PacketDocument['language'];
const LANGUAGES: readonly Language[] = ['zh', 'en', 'both'];

interface PaperActionsProps {
  referralId: string;
  language: Language;
  onLanguage(language: Language): void;
}

/** The packet as a file and on paper. Each print is counted by the services. */
export function PaperActions({ referralId, language, onLanguage }: PaperActionsProps) {
  const { t } = useTranslation();
  const printing = useSession(session => session.status?.printing);
  const [isWhole, setWhole] = useState(true);
  const [done, setDone] = useState('');
  const request = { id: referralId, pages: isWhole ? [...PACKET_PAGES] : (['P1'] as const).slice(), language };
  const pdf = useMutation(
    api.packet.pdf.mutationOptions({
      onMutate: () => setDone(''),
      onSuccess: ({ base64, fileName }) => {
        saveFile(bytesOf(base64), 'application/pdf', fileName);
        setDone(t('referral.pdfDone', { name: fileName }));
      },
    }),
  );
  const print = useMutation(api.packet.print.mutationOptions({ onMutate: () => setDone('') }));

  const runPrint = () => {
    // A window may be opened only in answer to the press itself, so it is opened before the services are asked.
    const view = printing === 'page' ? window.open('print.html', '_blank') : null;
    if (printing === 'page' && view === null) {
      setDone(t('referral.printBlocked'));
      return;
    }
    print.mutate(request, {
      onError: () => view?.close(),
      onSuccess: ({ how, document }) => {
        if (how === 'native' || view === null) {
          view?.close();
          setDone(t('referral.printDone'));
          return;
        }
        setDone(t('referral.printOpened'));
        void printInView(view, document);
      },
    });
  };

  return (
    <div className="paper-actions" data-testid="paper-actions">
      <label>
        {t('referral.pages.label')}{' '}
        <select value={isWhole ? 'all' : 'first'} onChange={event => setWhole(event.target.value === 'all')}>
          <option value="all">{t('referral.pages.all')}</option>
          <option value="first">{t('referral.pages.first')}</option>
        </select>
      </label>
      <label>
        {t('referral.paperLanguage.label')}{' '}
        <select
          value={language}
          onChange={event => onLanguage(LANGUAGES.find(each => each === event.target.value) ?? 'zh')}
          data-testid="paper-language"
        >
          {LANGUAGES.map(each => (
            <option key={each} value={each}>
              {t(`referral.paperLanguage.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <Button onClick={() => pdf.mutate(request)} loading={pdf.isPending} data-testid="packet-pdf">
        {t('referral.pdf')}
      </Button>
      <Button onClick={runPrint} loading={print.isPending} data-testid="packet-print">
        {t('referral.print')}
      </Button>
      <span className="note" role="status" data-testid="paper-done">
        {print.isPending ? t('referral.printing') : done}
      </span>
      <ErrorNote error={pdf.error ?? print.error} />
    </div>
  );
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
