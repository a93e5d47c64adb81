import type { NameMatch } from './item-name.ts';
import type { ExportPatient } from './lab-export.ts';
import type { WrittenRange } from './range-text.ts';
import type { RowTimes } from './sample-times.ts';

/**
 * One result as the file gives it, the same for tables and HL7. Texts are folded; '' = absent. Patient, specimen and
 * times are read; which item it is and what it is worth is still to be decided (decide-row.ts).
 */
export interface Candidate {
  readonly line: number;
  readonly patient: ExportPatient;
  readonly times: RowTimes;
  readonly isControl: boolean;
  readonly isDamaged: boolean;
  readonly isBlood: boolean;
  readonly specimen: string;
  readonly panel: string;
  readonly item: NameMatch;
  /** Name and code as written, for the auditor. */
  readonly itemText: string;
  /** Null: the cell can hold no result (a date, a boolean, an error). */
  readonly value: string | null;
  readonly unit: string;
  /** The unit in the brackets of the item's name. */
  readonly nameUnit: string;
  readonly range: WrittenRange;
  readonly flag: string;
  /** HL7 OBX-11: `withdrawn` D W, `invalid` X I. */
  readonly status?: 'withdrawn' | 'invalid';
}
