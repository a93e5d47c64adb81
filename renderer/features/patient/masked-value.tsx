import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Revealable } from '../../../shared/contract/clinical.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import './masked-value.css';

/** In clear no longer than it takes to compare it with a wristband (records-and-forms 1.4). */
export const CLEAR_FOR_MS = 30_000;

interface MaskedValueProps {
  patientId: string;
  field: Revealable;
  /** As the services have masked it. */
  value: string;
}

/** A masked name or number with its eye: pressed, it is shown in clear for half a minute, and that is audited. */
export function MaskedValue({ patientId, field, value }: MaskedValueProps) {
  const { t } = useTranslation();
  const mayReveal = useSession(({ user, status }) => may(user?.roles, 'readClinical') && status?.teaching !== true);
  const { mutate, reset, data, error, isPending } = useMutation({
    ...api.patients.reveal.mutationOptions(),
    gcTime: 0, // what was in clear is not kept
  });
  useEffect(() => {
    if (!data) return undefined;
    const timer = setTimeout(reset, CLEAR_FOR_MS);
    return () => clearTimeout(timer);
  }, [data, reset]);
  if (!mayReveal || !value.includes('*')) return <>{value}</>;
  const what = t(`patient.reveal.field.${field}`);
  return (
    <span className="masked-value">
      <span data-testid={`masked-${field}`}>{data?.value ?? value}</span>
      <button
        type="button"
        className="masked-value-eye"
        aria-label={t(data ? 'patient.reveal.hide' : 'patient.reveal.show', { what })}
        title={t(error ? 'patient.reveal.failed' : data ? 'patient.reveal.hide' : 'patient.reveal.show', { what })}
        aria-pressed={data !== undefined}
        disabled={isPending}
        onClick={event => {
          event.stopPropagation(); // the row behind it opens the patient
          if (data) reset();
          else mutate({ id: patientId, field });
        }}
        data-testid={`reveal-${field}`}
      >
        {error ? '!' : <Eye open={data !== undefined} />}
      </button>
    </span>
  );
}

function Eye({ open }: { open: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="none" stroke="currentColor">
      <path d="M1.5 8s2.4-4.5 6.5-4.5S14.5 8 14.5 8s-2.4 4.5-6.5 4.5S1.5 8 1.5 8z" strokeWidth="1.2" />
      <circle cx="8" cy="8" r="2" strokeWidth="1.2" />
      {open ? null : <path d="M3 13 13 3" strokeWidth="1.2" />}
    </svg>
  );
}
