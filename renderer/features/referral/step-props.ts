import type { Patient } from '../../../shared/records/patient.ts';
import type { ReferralForm } from '../../../shared/referral/form.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import type { Correcting } from './record-facts.ts';
import type { DepartureForm } from './use-departure.ts';

/** What every step of the composer is given. */
export interface StepProps {
  patient: Patient;
  referral: Referral;
  form: ReferralForm;
  onChange(change: Partial<ReferralForm>): void;
  departure: DepartureForm;
  /** The packet as it would be frozen now; null until it is there. */
  model: PacketModel | null;
  /** The form as the record alone would fill it now. */
  prefill: ReferralForm | null;
  /** Which fact of the record is being corrected in its place. */
  correcting: Correcting | null;
  onCorrect(correcting: Correcting | null): void;
}
