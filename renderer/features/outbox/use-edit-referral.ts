import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { RefusedPartName } from '../../../shared/fhir/refused-part.ts';
import { api } from '../../app/api.ts';
import { formPage } from './part-way.ts';

/** Opens a supplement of a referral that was refused, at the first of the parts that were named. */
export function useEditReferral(patientId: string, parts: readonly RefusedPartName[]) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation(
    api.referrals.supplement.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.referrals.key() });
        void navigate(formPage(patientId, parts));
      },
    }),
  );
}
