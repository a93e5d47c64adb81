import type { Instant } from '../../../shared/records/time.ts';
import { ReferralForm } from '../../../shared/referral/form.ts';
import { acceptDraft } from '../../app/accept-draft.ts';

/** The form as typed, with the time of the last keystroke: newer or older than what is stored. */
export interface TypedReferral {
  readonly at: Instant;
  readonly form: ReferralForm;
}

/** A draft counts only where it is newer than the stored referral. */
export function newerDraft(body: unknown, storedAt: Instant): TypedReferral | null {
  if (typeof body !== 'object' || body === null || !('at' in body) || typeof body.at !== 'string') return null;
  const form = acceptDraft(ReferralForm, 'form' in body ? body.form : null);
  return form !== null && Date.parse(body.at) > Date.parse(storedAt) ? { at: body.at, form } : null;
}
