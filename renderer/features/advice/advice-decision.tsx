import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urgencies } from '../../../shared/clinical/referral-policy.ts';
import type { AdviceView } from '../../../shared/contract/advice.ts';
import type { AdviceLevel } from '../../../shared/records/advice.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { Choice } from '../../ui/choice.tsx';
import { isComposing } from '../../ui/composing.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** The physician's word on the advice: confirm it, or choose another time limit with a reason, beside the computed one. */
export function AdviceDecision({ view }: { view: AdviceView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isOverriding, setOverriding] = useState(false);
  const maySign = may(
    useSession(session => session.user?.roles),
    'sign',
  );
  const { computed, decision } = view;
  const renew = () =>
    Promise.all([api.advice.key(), api.patients.key()].map(queryKey => queries.invalidateQueries({ queryKey })));
  const done = {
    onSuccess: async () => {
      setOverriding(false);
      await renew();
    },
    onError: () => void renew(), // it has changed meanwhile: show what it says now
  };
  const confirm = useMutation(api.advice.confirm.mutationOptions(done));
  const override = useMutation(api.advice.override.mutationOptions(done));
  const of = { episodeId: computed.episodeId, adviceId: computed.id };
  const isSettled = decision?.kind === 'confirmed' && decision.isCurrent;
  return (
    <div className="advice-decision">
      <DecisionText view={view} />
      {maySign && !isOverriding ? (
        <span className="advice-buttons">
          {isSettled ? null : (
            <Button
              size="small"
              loading={confirm.isPending}
              onClick={() => confirm.mutate(of)}
              data-testid="confirm-advice"
            >
              {decision?.kind === 'overridden'
                ? t('advice.confirmComputed', { level: t(`advice.short.${computed.level}`) })
                : t('advice.confirm')}
            </Button>
          )}
          <button
            type="button"
            className="quiet-button"
            onClick={() => setOverriding(true)}
            data-testid="override-advice"
          >
            {t('advice.override')}
          </button>
        </span>
      ) : null}
      {maySign ? null : <span className="note">{t('advice.forPhysician')}</span>}
      {isOverriding ? (
        <OverrideForm
          computed={computed.level}
          pending={override.isPending}
          onOverride={(level, reason) => override.mutate({ ...of, level, reason })}
          onCancel={() => setOverriding(false)}
        />
      ) : null}
      <ErrorNote error={confirm.error ?? override.error} />
    </div>
  );
}

function DecisionText({ view: { decision, level } }: { view: AdviceView }) {
  const { t } = useTranslation();
  if (decision === null) return null;
  const facts = { by: decision.decidedBy, time: wallClock(decision.decidedAt), reason: decision.reason };
  if (decision.kind === 'confirmed') {
    return (
      <p data-testid="advice-decided">
        {decision.isCurrent
          ? t('advice.confirmed', facts)
          : t('advice.confirmedEarlier', { ...facts, level: t(`advice.level.${decision.level}`) })}
        {decision.isQuestioned ? <strong className="advice-question">{t('advice.questionedConfirmed')}</strong> : null}
      </p>
    );
  }
  return (
    <p data-testid="advice-decided">
      <strong>{t('advice.overridden', { level: t(`advice.level.${decision.level}`) })}</strong>{' '}
      {t('advice.overriddenBy', facts)}
      {decision.isQuestioned ? (
        <strong className="advice-question" role="alert">
          {t('advice.questioned', { level: t(`advice.level.${level}`) })}
        </strong>
      ) : null}
    </p>
  );
}

interface OverrideFormProps {
  computed: AdviceLevel;
  pending: boolean;
  onOverride(level: AdviceLevel, reason: string): void;
  onCancel(): void;
}

function OverrideForm({ computed, pending, onOverride, onCancel }: OverrideFormProps) {
  const { t } = useTranslation();
  const [level, setLevel] = useState<AdviceLevel | null>(null);
  const [reason, setReason] = useState('');
  const isReady = level !== null && reason.trim() !== '';
  const run = () => {
    if (level !== null && reason.trim() !== '') onOverride(level, reason.trim());
  };
  return (
    <fieldset
      className="advice-override"
      aria-label={t('advice.override')}
      onKeyDown={event => {
        if (event.key === 'Escape' && !isComposing(event)) onCancel();
      }}
    >
      <Field label={t('advice.overrideLevel')} group required>
        <Choice
          value={level}
          options={urgencies
            .filter(each => each !== computed)
            .map(value => ({ value, label: t(`advice.short.${value}`) }))}
          onChange={setLevel}
          testId="override-level"
        />
      </Field>
      <Field label={t('advice.overrideReason')} required>
        <TextField value={reason} onChange={setReason} onEnter={run} testId="override-reason" />
      </Field>
      <div className="advice-buttons">
        <Button size="small" disabled={!isReady} loading={pending} onClick={run} data-testid="override-do">
          {t('advice.overrideDo')}
        </Button>
        <button type="button" className="quiet-button" onClick={onCancel}>
          {t('ui.cancel')}
        </button>
      </div>
    </fieldset>
  );
}
