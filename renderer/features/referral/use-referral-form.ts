import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ReferralForm } from '../../../shared/referral/form.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { client } from '../../app/client.ts';
import { useAutosaved } from './use-autosaved.ts';

/** The form of a draft or an open supplement; the answer of a save says what is still missing. */
export function useReferralForm(referral: Referral) {
  const queryClient = useQueryClient();
  const [latest, setLatest] = useState(referral);
  const isSupplement = referral.supplementForm !== null;
  const autosaved = useAutosaved<ReferralForm>({
    key: isSupplement ? `referral:${referral.id}:${referral.supplement + 1}` : `referral:${referral.id}`,
    schema: ReferralForm,
    stored: { version: referral.version, at: referral.updatedAt, form: referral.supplementForm ?? referral.form },
    async save(version, form) {
      const saved = await client.referrals.save({ id: referral.id, version, form });
      setLatest(saved);
      queryClient.setQueryData(api.referrals.get.queryKey({ input: { id: referral.id } }), saved);
      void queryClient.invalidateQueries({ queryKey: api.packet.key() });
      return saved.version;
    },
    presentVersion: async () => (await client.referrals.get({ id: referral.id })).version,
  });
  return { ...autosaved, latest };
}
