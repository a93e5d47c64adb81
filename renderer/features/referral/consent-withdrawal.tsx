import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import type { ConsentScope } from '../../../shared/referral/consent-withdrawal.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import './consent.css';

/** Withdrawals on record, and the way to record one: who, when, why. */
export function ConsentWithdrawals({ referral }: { referral: Referral }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const withdrawn = referral.withdrawnConsents;
  const left = (['care', 'registry'] as const).filter(
    scope => referral.form.sharing[scope] === 'yes' && !withdrawn.some(each => each.scope === scope),
  );
  return (
    <>
      {withdrawn.map(({ scope, at, ...rest }) => (
        <p key={scope} className="question" data-testid="consent-withdrawn">
          {t('composer.consent.withdrawn', {
            ...rest,
            scope: t(`referral.field.${scope}`),
            at: wallClock(at),
          })}
        </p>
      ))}
      {left.length === 0 || isOpen ? null : (
        <button type="button" className="quiet-button" onClick={() => setOpen(true)} data-testid="withdraw-consent">
          {t('composer.consent.withdraw')}
        </button>
      )}
      {isOpen ? <WithdrawalForm referralId={referral.id} scopes={left} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface WithdrawalFormProps {
  referralId: string;
  scopes: readonly ConsentScope[];
  onClose(): void;
}

function WithdrawalForm({ referralId, scopes, onClose }: WithdrawalFormProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [scope, setScope] = useState<ConsentScope | null>(scopes.length === 1 ? (scopes[0] ?? null) : null);
  const [by, setBy] = useState('');
  const [at, setAt] = useState<Instant | null>(null);
  const [reason, setReason] = useState('');
  const withdraw = useMutation(
    api.departures.withdrawConsent.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.referrals.key() });
        onClose();
      },
    }),
  );
  const isReady = scope !== null && at !== null && by.trim() !== '' && reason.trim() !== '';
  return (
    <section
      className="question withdrawal-form"
      aria-label={t('composer.consent.withdrawTitle')}
      data-testid="withdrawal-form"
    >
      <Field label={t('composer.consent.withdrawTitle')} group>
        <Choice
          value={scope}
          options={scopes.map(value => ({ value, label: t(`composer.consent.withdrawScope.${value}`) }))}
          onChange={setScope}
          testId="withdrawal-scope"
        />
      </Field>
      {scope === null ? null : (
        <p>{t(scope === 'care' ? 'composer.consent.withdrawCareNote' : 'composer.consent.withdrawRegistryNote')}</p>
      )}
      <div className="referral-grid">
        <Field label={t('composer.consent.withdrawBy')} required>
          <TextField value={by} onChange={setBy} testId="withdrawal-by" />
        </Field>
        <Field label={t('composer.consent.withdrawAt')} required>
          <TimeField value={at} onChange={setAt} testId="withdrawal-at" />
        </Field>
        <Field label={t('composer.consent.withdrawReason')} required>
          <TextField value={reason} onChange={setReason} testId="withdrawal-reason" />
        </Field>
      </div>
      <ErrorNote error={withdraw.error} />
      <Button
        disabled={!isReady}
        loading={withdraw.isPending}
        onClick={() => {
          if (scope !== null && at !== null) withdraw.mutate({ referralId, scope, by, at, reason });
        }}
        data-testid="withdrawal-do"
      >
        {t('composer.consent.withdrawDo')}
      </Button>{' '}
      <button type="button" className="quiet-button" onClick={onClose}>
        {t('ui.cancel')}
      </button>
    </section>
  );
}
