import type { TransportRecord } from '../../../shared/referral/transport-record.ts';
import { TextField } from '../../ui/text-field.tsx';

export interface TransportPartProps {
  transport: TransportRecord;
  change(part: Partial<TransportRecord>): void;
}

/** One cell of a line: named for who cannot see the line, by its placeholder for who can. */
export function Cell({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return <TextField value={value} onChange={onChange} placeholder={label} aria-label={label} />;
}
