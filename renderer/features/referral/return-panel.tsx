import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import { maySendByNetwork } from '../../../shared/referral/completeness.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import {
  FOLLOW_UP_DAYS,
  FOLLOW_UPS,
  OUTCOMES,
  ReturnContent,
  type ReturnRecord,
  WARD_GRADES,
} from '../../../shared/referral/return-record.ts';
import { acceptDraft } from '../../app/accept-draft.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { Choice } from '../../ui/choice.tsx';
import { DraftNote } from '../../ui/draft-note.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { fieldName } from '../../ui/referral-field-name.ts';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from '../../ui/time-field.tsx';
import './departure-panel.css';
import './referral-form.css';

const LINES = { diagnosis: 1, kitResult: 1, results: 2, treatment: 2, plan: 2 } as const;

/** What the ward owes with its answer and before closing (groups 65–70), and where what came back is written down. */
export function ReturnPanel({ referral }: { referral: Referral }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const record = useQuery(api.returns.get.queryOptions({ input: { referralId: referral.id } }));
  const { dueAtAnswer, dueAtClosing, closedAs, left } = referral;
  // Before the patient has left nobody can owe an outcome; of what was taken back nothing is owed at all.
  const owed = [['A', dueAtAnswer] as const, ...(left ? [['X', dueAtClosing] as const] : [])].filter(
    ([, fields]) => closedAs === null && fields.length > 0,
  );
  return (
    <section className="departure-panel" data-testid="return-panel">
      <h3 className="panel-head">{t('returns.title')}</h3>
      {owed.map(([due, fields]) => (
        <p key={due} className="note" data-testid={`due-${due}`}>
          {t(`composer.due.${due}`, { count: fields.length })}
          {t('packet.colon')}
          {fields.map(({ field }) => fieldName(field, t)).join(t('ui.listComma'))}
        </p>
      ))}
      {record.data?.savedAt ? (
        <p className="note">{t('returns.saved', { at: wallClock(record.data.savedAt), by: record.data.savedBy })}</p>
      ) : null}
      {isOpen ? null : (
        <button type="button" className="quiet-button" onClick={() => setOpen(true)} data-testid="open-return">
          {t('returns.open')}
        </button>
      )}
      {isOpen && record.data ? (
        <ReturnForm key={record.data.version} referral={referral} record={record.data} onClose={() => setOpen(false)} />
      ) : null}
      <ErrorNote error={record.error} onRetry={() => void record.refetch()} />
    </section>
  );
}

interface ReturnFormProps {
  referral: Referral;
  record: ReturnRecord;
  onClose(): void;
}

function ReturnForm({ referral, record, onClose }: ReturnFormProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { referralId, version } = record;
  const [initial] = useState(() => ReturnContent.parse(record));
  const draft = useDraft<ReturnContent>(`return:${referralId}:${version}`, initial, body =>
    acceptDraft(ReturnContent, body),
  );
  const save = useMutation(
    api.returns.save.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined);
        onClose();
        await Promise.all([
          queryClient.invalidateQueries({ queryKey: api.returns.key() }),
          queryClient.invalidateQueries({ queryKey: api.referrals.key() }),
          queryClient.invalidateQueries({ queryKey: api.packet.key() }),
        ]);
      },
    }),
  );
  if (!draft.ready) return <ErrorNote error={draft.error} />;
  const form = draft.value;
  const set = (change: Partial<ReturnContent>) => draft.change(present => ({ ...present, ...change }));
  const words = (name: keyof typeof LINES) => (
    <Field key={name} label={t(`returns.${name}`)}>
      <TextField
        value={form[name]}
        onChange={text => set({ [name]: text })}
        lines={LINES[name]}
        testId={`return-${name}`}
      />
    </Field>
  );
  return (
    <div className="referral-form" data-testid="return-form">
      <p className="note">{t('returns.hint')}</p>
      <p className="note" data-testid="return-registry">
        {t(`returns.registry.${registryWay(referral)}`)}
      </p>
      <DraftNote
        restored={draft.restored}
        savedAt={draft.savedAt}
        onDiscard={() => void draft.discard(initial).catch(() => undefined)}
      />
      {words('diagnosis')}
      <Field label={t('returns.grade')} group>
        <Choice
          value={form.grade}
          options={WARD_GRADES.map(value => ({ value, label: t(`returns.grades.${value}`) }))}
          onChange={grade => set({ grade })}
          testId="return-grade"
        />
      </Field>
      {(['kitResult', 'results', 'treatment', 'plan'] as const).map(words)}
      <div className="return-outcome">
        <Field label={t('returns.outcome')} group>
          <Choice
            value={form.outcome}
            options={OUTCOMES.map(value => ({ value, label: t(`returns.outcomes.${value}`) }))}
            onChange={outcome => set({ outcome })}
            testId="return-outcome"
          />
        </Field>
        <Field label={t('returns.outcomeOn')}>
          <DayField value={form.outcomeOn} onChange={outcomeOn => set({ outcomeOn })} testId="return-outcome-on" />
        </Field>
        {FOLLOW_UP_DAYS.map(day => {
          const put = (change: Partial<ReturnContent['followUp']['day28']>) =>
            set({ followUp: { ...form.followUp, [day]: { ...form.followUp[day], ...change } } });
          return [
            <Field key={day} label={t(`returns.${day}`)} group>
              <Choice
                value={form.followUp[day].state}
                options={FOLLOW_UPS.map(value => ({ value, label: t(`returns.followUps.${value}`) }))}
                onChange={state => put({ state })}
                testId={`return-${day}`}
              />
            </Field>,
            <Field key={`${day}-on`} label={t('returns.on')}>
              <DayField value={form.followUp[day].on} onChange={on => put({ on })} testId={`return-${day}-on`} />
            </Field>,
          ];
        })}
      </div>
      <ErrorNote error={save.error} />
      <p className="sign-actions">
        <SavedMark savedAt={draft.savedAt} saving={draft.saving} error={draft.error} />
        <button type="button" className="quiet-button" onClick={onClose}>
          {t('ui.cancel')}
        </button>
        <Button
          onClick={() => save.mutate({ referralId, version, content: form })}
          loading={save.isPending}
          data-testid="save-return"
        >
          {t('returns.save')}
        </Button>
      </p>
    </div>
  );
}

/** Whether outcome and follow-up leave this computer, and if not, why. */
function registryWay({ form, withdrawnConsents }: Referral): 'yes' | 'no' | 'withdrawn' | 'paper' {
  if (!maySendByNetwork(form)) return 'paper';
  if (withdrawnConsents.length > 0) return 'withdrawn';
  return form.sharing.registry === 'yes' ? 'yes' : 'no';
}
