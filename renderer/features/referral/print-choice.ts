import { z } from 'zod';
import { PACKET_PAGES, PacketDocument, PrintPage } from '../../../shared/referral/packet-model.ts';

/** What a print consists of, as it was chosen last on this computer. Holds nothing of a patient. */
export const PrintChoice = z.object({
  pages: z.array(PrintPage),
  language: PacketDocument.shape.language,
  size: PacketDocument.shape.size,
  copies: PacketDocument.shape.copies,
});
export type PrintChoice = z.infer<typeof PrintChoice>;

const KEY = 'ganqiao.print-choice';
const FIRST: PrintChoice = { pages: [...PACKET_PAGES], language: 'zh', size: 'A4', copies: [] };

/** The eight pages in Chinese on A4 where nothing else was chosen, or nothing that is still known. */
export function lastPrintChoice(): PrintChoice {
  try {
    const { data } = PrintChoice.safeParse(JSON.parse(localStorage.getItem(KEY) ?? ''));
    return data && data.pages.length > 0 ? data : FIRST;
  } catch {
    return FIRST;
  }
}

export function rememberPrintChoice(choice: PrintChoice): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing: the next print starts from the usual choice.
  }
}
