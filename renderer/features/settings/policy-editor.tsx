import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gradeText, inputName } from '../../../shared/clinical/clinical-wording.ts';
import { policyFaults } from '../../../shared/clinical/policy-check.ts';
import { type Threshold, thresholdsOf } from '../../../shared/clinical/policy-thresholds.ts';
import { type PolicyRule, PolicyRule as RuleSchema } from '../../../shared/clinical/referral-policy.ts';
import type { PolicyVersion } from '../../../shared/contract/policy.ts';
import { api } from '../../app/api.ts';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { conditionText, scoreName } from '../advice/advice-wording.ts';
import { inputUnit } from '../scores/score-wording.ts';
import { numberOf, policyDraft, policyOf, thresholdKey } from './policy-draft.ts';
import { PolicyTable } from './policy-table.tsx';

interface PolicyEditorProps {
  /** The newest version: what the next one begins from. */
  base: PolicyVersion;
  onClose(): Promise<void>;
}

/** The next version of the policy: which rules are in use, their time limits and thresholds, and why. */
export function PolicyEditor({ base, onClose }: PolicyEditorProps) {
  const { t, i18n } = useTranslation();
  const [draft, setDraft] = useState(() => policyDraft(base.table));
  const [reason, setReason] = useState('');
  const save = useMutation(api.policy.save.mutationOptions({ onSuccess: onClose }));
  const next = policyOf(base.table, draft);
  const ruleName = (rule: PolicyRule) => conditionText(rule.when, t, i18n.language);
  const fieldName = (threshold: Threshold): string => {
    if (threshold.kind === 'input') return inputName(threshold.key, t);
    const name = scoreName(threshold.score, i18n.language);
    return threshold.kind === 'raw' ? `${name} ${t(`policy.ends.${threshold.end}`)}` : name;
  };
  /** Names of the fields that a fault, here or of the service, points at. */
  const names = Object.fromEntries([
    ['rescoreAfterHours', t('policy.field.rescoreAfterHours')],
    ['rules', t('policy.field.rules')],
    ...base.table.rules.flatMap(rule =>
      thresholdsOf(rule.when).map(each => [
        `rules.${rule.id}.${each.path}`,
        t('policy.threshold', { rule: ruleName(rule), name: fieldName(each) }),
      ]),
    ),
  ]) as Record<string, string>;
  /** What is wrong by its field, in words. */
  const wrong = new Map([
    ...policyFaults(next).map(({ rule, field, why }): [string, string] => [
      rule === null ? field : `rules.${rule}.${field}`,
      t(`policy.fault.${why}`),
    ]),
    ...Object.entries(draft.thresholds).flatMap(([key, text]): [string, string][] =>
      draft.grades.has(key) || numberOf(text) !== null ? [] : [[`rules.${key}`, t('policy.notANumber')]],
    ),
  ]);
  const setThreshold = (key: string, text: string) =>
    setDraft(present => ({ ...present, thresholds: { ...present.thresholds, [key]: text } }));

  const thresholdField = (rule: PolicyRule, threshold: Threshold) => {
    const key = thresholdKey(rule.id, threshold.path);
    const label = t('policy.threshold', { rule: ruleName(rule), name: fieldName(threshold) });
    const fault = wrong.get(`rules.${key}`);
    return (
      <span key={key} className={fault ? 'policy-threshold policy-wrong' : 'policy-threshold'}>
        {fieldName(threshold)}{' '}
        {threshold.kind === 'grade' ? (
          <select
            className="text-field"
            aria-label={label}
            value={draft.thresholds[key]}
            onChange={event => setThreshold(key, event.target.value)}
            data-testid={key}
          >
            {threshold.grades.slice(1).map(grade => (
              <option key={grade} value={grade}>
                {gradeText(grade, t)}
              </option>
            ))}
          </select>
        ) : (
          <TextField
            value={draft.thresholds[key] ?? ''}
            onChange={text => setThreshold(key, text)}
            width={6}
            inputMode="decimal"
            lang="en"
            aria-label={label}
            testId={key}
          />
        )}{' '}
        {threshold.kind === 'input' ? <span className="note">{inputUnit(threshold.key)}</span> : null}
        {fault ? <span>! {fault}</span> : null}
      </span>
    );
  };

  return (
    <div className="settings-form policy-editor" data-testid="policy-editor">
      <h3>{t('policy.editing', { number: base.number })}</h3>
      <PolicyTable
        table={next}
        cells={rule => ({
          active: (
            <input
              type="checkbox"
              aria-label={ruleName(rule)}
              checked={draft.active.has(rule.id)}
              onChange={event =>
                setDraft(present => ({
                  ...present,
                  active: new Set(
                    event.target.checked
                      ? [...present.active, rule.id]
                      : [...present.active].filter(each => each !== rule.id),
                  ),
                }))
              }
              data-testid={`active-${rule.id}`}
            />
          ),
          thresholds: (
            <span className="policy-thresholds">
              {thresholdsOf(rule.when).map(threshold => thresholdField(rule, threshold))}
            </span>
          ),
          urgency: (
            <select
              className="text-field"
              aria-label={`${ruleName(rule)} ${t('policy.column.urgency')}`}
              value={rule.urgency}
              onChange={event => {
                const urgency = RuleSchema.shape.urgency.parse(event.target.value);
                setDraft(present => ({ ...present, urgency: { ...present.urgency, [rule.id]: urgency } }));
              }}
              data-testid={`urgency-${rule.id}`}
            >
              {RuleSchema.shape.urgency.options.map(each => (
                <option key={each} value={each}>
                  {t(`advice.short.${each}`)}
                </option>
              ))}
            </select>
          ),
        })}
      />
      <Field
        label={`${t('policy.rescore')} (${t('policy.hours')})`}
        required
        error={wrong.get('rescoreAfterHours') ?? wrong.get('rules')}
      >
        <TextField
          value={draft.rescore}
          onChange={rescore => setDraft(present => ({ ...present, rescore }))}
          lang="en"
          width={16}
          testId="policy-rescore"
        />
      </Field>
      <Field label={t('policy.reason')} required>
        <TextField value={reason} onChange={setReason} testId="policy-reason" />
      </Field>
      <PrimaryAction
        label={t('policy.save')}
        missing={[
          ...[...wrong.keys()].map(field => t('policy.toCorrect', { name: names[field] ?? field })),
          ...(reason.trim() === '' ? [t('policy.reason')] : []),
        ]}
        pending={save.isPending}
        error={save.error}
        fieldNames={names}
        beside={<Button onClick={() => void onClose()}>{t('ui.cancel')}</Button>}
        onRun={() => save.mutate({ ...next, basedOn: base.number, reason: reason.trim() })}
        testId="save-policy"
      />
    </div>
  );
}
