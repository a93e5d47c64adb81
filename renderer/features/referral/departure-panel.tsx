import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '../../../shared/records/patient.ts';
import type { DepartureRecord } from '../../../shared/referral/departure-record.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { fieldName } from '../../ui/referral-field-name.ts';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { ConsentScans } from './consent-scans.tsx';
import { ConsentWithdrawals } from './consent-withdrawal.tsx';
import { PhoneCalls } from './phone-calls.tsx';
import { Place } from './place.tsx';
import { TransferConsentFields } from './step-consent.tsx';
import { StepTransport } from './step-transport.tsx';
import { useDeparture } from './use-departure.ts';
import './departure-panel.css';
import './referral-form.css';

interface DeparturePanelProps {
  patient: Patient;
  referral: Referral;
  model: PacketModel | null;
}

/** What is still to be written after signing: calls, consent to the transfer, transport record, scans, withdrawals. */
export function DeparturePanel(props: DeparturePanelProps) {
  const { t } = useTranslation();
  const { referral } = props;
  const [isOpen, setOpen] = useState(false);
  const record = useQuery(
    api.departures.get.queryOptions({ input: { referralId: referral.id }, staleTime: Number.POSITIVE_INFINITY }),
  );
  const { dueAtDeparture, dueAtHandover, left } = referral;
  const isHandoverNext = dueAtDeparture.length === 0 || left !== null;
  const later = [['D', dueAtDeparture] as const, ...(isHandoverNext ? [['H', dueAtHandover] as const] : [])].filter(
    ([, fields]) => fields.length > 0,
  );
  return (
    <section className="departure-panel" data-testid="departure-panel">
      <h3 className="panel-head">{t('composer.departure.title')}</h3>
      {later.map(([due, fields]) => (
        <p key={due} className="note" data-testid={`due-${due}`}>
          {t(`composer.due.${due}`, { count: fields.length })}
          {t('packet.colon')}
          {fields.map(({ field }) => fieldName(field, t)).join(t('ui.listComma'))}
        </p>
      ))}
      {dueAtDeparture.length === 0 ? <p className="note">✓ {t('composer.due.none')}</p> : null}
      <Refused referral={referral} />
      <ConsentWithdrawals referral={referral} />
      {isOpen ? null : (
        <button type="button" className="quiet-button" onClick={() => setOpen(true)} data-testid="open-departure">
          {t('composer.departure.show')}
        </button>
      )}
      {isOpen && record.data ? <OpenPanel {...props} record={record.data} /> : null}
      <ErrorNote error={record.error} onRetry={() => void record.refetch()} />
    </section>
  );
}

/** The patient does not go: the course may be ended as refused, which takes the referral back at the registry too. */
function Refused({ referral }: { referral: Referral }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const mayEnd = may(
    useSession(session => session.user?.roles),
    'sign',
  );
  const record = useQuery(api.departures.get.queryOptions({ input: { referralId: referral.id } }));
  const end = useMutation(
    api.pathway.end.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.referrals.key() }),
    }),
  );
  const choice = record.data?.consent.choice;
  if (choice !== 'refuse' && choice !== 'give-up') return null;
  const said = t(`composer.consent.choices.${choice}`);
  return (
    <div className="question" data-testid="patient-refused">
      <p>{t('composer.consent.refusedSigned', { choice: said })}</p>
      {mayEnd ? (
        <Button
          loading={end.isPending}
          onClick={() => end.mutate({ episodeId: referral.episodeId, reason: 'patient-refused', note: said })}
          data-testid="end-refused"
        >
          {t('composer.consent.endRefused')}
        </Button>
      ) : null}
      <ErrorNote error={end.error} />
    </div>
  );
}

/** What was signed is frozen: nothing of the record is corrected from here. */
const NO_CORRECTION = { correcting: null, onCorrect: () => undefined };

function OpenPanel({ patient, referral, model, record }: DeparturePanelProps & { record: DepartureRecord }) {
  const { t } = useTranslation();
  const { form } = referral;
  const departure = useDeparture(record);
  const shared = {
    patient,
    referral,
    form,
    departure,
    model,
    prefill: null,
    onChange: () => undefined,
    ...NO_CORRECTION,
  };
  if (!departure.draft.ready) return null;
  return (
    <div className="referral-form">
      <Place name="phoneCall">
        <PhoneCalls departure={departure} phone={model?.ward?.phone ?? ''} />
      </Place>
      <TransferConsentFields {...shared} />
      <ConsentScans referral={referral} />
      <h3 className="panel-head">{t('composer.step.transport')}</h3>
      <StepTransport referral={referral} departure={departure} model={model} />
      <ErrorNote error={departure.error} />
      <SavedMark
        savedAt={departure.draft.savedAt}
        saving={departure.draft.saving || departure.isStoring}
        error={departure.draft.error}
      />
    </div>
  );
}
