import { useQueryClient } from '@tanstack/react-query';
import { DepartureContent, type DepartureRecord } from '../../../shared/referral/departure-record.ts';
import { api } from '../../app/api.ts';
import { client } from '../../app/client.ts';
import { useAutosaved } from './use-autosaved.ts';

/** Consent to the transfer, transport record and calls while they are written, before and after signing. */
export function useDeparture(record: DepartureRecord) {
  const queryClient = useQueryClient();
  const { referralId, version, savedAt, consent, transport, calls } = record;
  return useAutosaved<DepartureContent>({
    key: `departure:${referralId}`,
    schema: DepartureContent,
    stored: { version, at: savedAt, form: { consent, transport, calls } },
    async save(present, content) {
      const saved = await client.departures.save({ referralId, version: present, content });
      queryClient.setQueryData(api.departures.get.queryKey({ input: { referralId } }), saved);
      void queryClient.invalidateQueries({ queryKey: api.referrals.key() });
      void queryClient.invalidateQueries({ queryKey: api.packet.key() });
      return saved.version;
    },
    presentVersion: async () => (await client.departures.get({ referralId })).version,
  });
}
export type DepartureForm = ReturnType<typeof useDeparture>;
