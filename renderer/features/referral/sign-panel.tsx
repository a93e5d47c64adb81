import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maySendByNetwork } from '../../../shared/referral/completeness.ts';
import type { ReferralForm } from '../../../shared/referral/form.ts';
import type { MissingField } from '../../../shared/referral/referral.ts';
import { client } from '../../app/client.ts';
import { isComposing } from '../../ui/composing.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { fieldName } from '../../ui/referral-field-name.ts';
import { TextField } from '../../ui/text-field.tsx';
import './sign-panel.css';

interface SignPanelProps {
  referralId: string;
  form: ReferralForm;
  missing: readonly MissingField[];
  patientName: string;
  wardName: string;
  /** Stores what is typed and answers with the version to sign; null where that failed. */
  store(): Promise<number | null>;
  onSigned(): Promise<void>;
  onCancel(): void;
}

/** The last look before a referral is frozen: to whom, what it means, and the doctor's own password. */
export function SignPanel(props: SignPanelProps) {
  const { referralId, form, missing, patientName, wardName, store, onSigned, onCancel } = props;
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState('');
  const isIncomplete = missing.length > 0;
  const mayTravel = maySendByNetwork(form);
  const sign = useMutation({
    mutationFn: async () => {
      const version = await store();
      if (version === null) return false; // why is said at the form
      const incompleteReason = isIncomplete ? reason.trim() : null;
      await client.referrals.sign({ id: referralId, version, password, incompleteReason });
      return true;
    },
    onSuccess: async isSigned => {
      if (isSigned) await onSigned();
    },
    onSettled: () => setPassword(''), // never longer in memory than one try
  });
  const isReady = password !== '' && (!isIncomplete || reason.trim() !== '') && !sign.isPending;
  const run = () => {
    if (isReady) sign.mutate();
  };
  return (
    <section
      className="sign-panel"
      aria-label={t('referral.sign.title')}
      data-testid="sign-panel"
      onKeyDown={event => {
        if (event.key === 'Escape' && !isComposing(event)) onCancel();
      }}
    >
      <div>
        <h2>{t('referral.sign.title')}</h2>
        <p>
          <strong>{t('referral.sign.patient', { name: patientName, ward: wardName })}</strong>
        </p>
        <p>{t('referral.sign.freeze')}</p>
        <p>{t(mayTravel ? 'referral.sign.network' : 'referral.sign.paper')}</p>
      </div>
      <div className="sign-fields">
        {isIncomplete ? (
          <Field
            label={t('referral.sign.incompleteReason')}
            required
            hint={`${t('referral.sign.incompleteHint')} ${missing.map(each => fieldName(each.field, t)).join(t('ui.listComma'))}`}
          >
            <TextField value={reason} onChange={setReason} autoFocus testId="incomplete-reason" />
          </Field>
        ) : null}
        <Field label={t('referral.sign.password')} required>
          <TextField
            type="password"
            value={password}
            onChange={setPassword}
            onEnter={run}
            autoFocus={!isIncomplete}
            autoComplete="off"
            testId="sign-password"
          />
        </Field>
        <ErrorNote error={sign.error} />
        <div className="sign-actions">
          <button type="button" className="quiet-button" onClick={onCancel}>
            {t('referral.sign.cancel')}
          </button>
          <Button type="primary" disabled={!isReady} loading={sign.isPending} onClick={run} data-testid="sign">
            {t(mayTravel ? 'referral.sign.do' : 'referral.sign.doPaper')}
          </Button>
        </div>
      </div>
    </section>
  );
}
