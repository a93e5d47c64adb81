import { blankSbar, type Sbar } from './form.ts';
import type { PacketModel } from './packet-model.ts';

/** The text of the summary page: the doctor's own words where edited, in both languages, else written from the data. */
export function summaryOf({ form }: Pick<PacketModel, 'form'>): PacketModel['summary'] {
  const { isEdited, ...own } = form.sbar;
  const text: Sbar = isEdited ? own : blankSbar();
  return { isEdited, zh: text, en: text };
}
