import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { toFailure } from '../../app/failure.ts';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { ShowAllFaults } from './answer-field.tsx';
import { FacilityStep } from './facility-step.tsx';
import { FinishStep } from './finish-step.tsx';
import { RecoveryStep } from './recovery-step.tsx';
import { type AnswerFaults, blankAnswers, faultsOfStep, STEPS, type Step, stepOfField } from './setup-form.ts';
import { useFieldNames } from './use-field-names.ts';
import { UserStep } from './user-step.tsx';
import { WardsStep } from './wards-step.tsx';

/** Five steps, in any order; the vault is made in one go at the end. */
export function SetupAssistant({ onDone }: { onDone(): Promise<void> }) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState(blankAnswers);
  const [step, setStep] = useState<Step>('facility');
  const [left, setLeft] = useState<ReadonlySet<Step>>(new Set());
  const makeKey = useMutation(api.setup.recoveryKey.mutationOptions());
  const recovery = makeKey.data ?? null;
  const names = useFieldNames(answers, recovery);
  const complete = useMutation(
    api.setup.complete.mutationOptions({
      onSuccess: onDone,
      onError: error => {
        const { code, fields } = toFailure(error);
        const [first] = fields;
        if (code === 'weak-password') setStep('user');
        else if (code === 'wrong-recovery-key') setStep('recovery');
        else if (first) setStep(stepOfField(first));
      },
    }),
  );

  const faultsBy = Object.fromEntries(STEPS.map(each => [each, faultsOfStep(each, answers, recovery)])) as Record<
    Step,
    AnswerFaults
  >;
  const isDone = (each: Step) => Object.keys(faultsBy[each]).length === 0;
  const at = STEPS.indexOf(step);
  const next = STEPS[at + 1];
  const previous = STEPS[at - 1];
  const faults = faultsBy[step];
  const missingHere = Object.keys(faultsBy[step]).map(path => names[path] ?? path);
  const missingAnywhere = STEPS.filter(each => !isDone(each)).map(each => t(`setup.step.${each}`));

  const go = (target: Step) => {
    setLeft(steps => new Set(steps).add(step));
    setStep(target);
    if (target === 'recovery' && !recovery && !makeKey.isPending) makeKey.mutate(undefined);
  };
  const change = <K extends keyof typeof answers>(part: K, value: (typeof answers)[K]) =>
    setAnswers(present => ({ ...present, [part]: value }));

  return (
    <>
      <nav className="setup-steps" aria-label={t('setup.title')}>
        <ol>
          {STEPS.map(each => (
            <li key={each}>
              <button
                type="button"
                aria-current={each === step ? 'step' : undefined}
                onClick={() => go(each)}
                data-testid={`step-${each}`}
              >
                {t(`setup.step.${each}`)}
                <span className="note">
                  {each === 'finish' ? '' : isDone(each) ? `✓ ${t('setup.done')}` : t('setup.open')}
                </span>
              </button>
            </li>
          ))}
        </ol>
        <p className="note">{t('setup.intro')}</p>
      </nav>
      <section className="setup-step" key={step}>
        <ShowAllFaults value={left.has(step)}>
          {step === 'facility' ? (
            <FacilityStep value={answers.facility} faults={faults} onChange={value => change('facility', value)} />
          ) : null}
          {step === 'wards' ? (
            <WardsStep value={answers.wards} faults={faults} onChange={value => change('wards', value)} />
          ) : null}
          {step === 'user' ? (
            <UserStep
              value={answers.user}
              repeat={answers.repeat}
              faults={faults}
              onChange={value => change('user', value)}
              onRepeat={value => change('repeat', value)}
            />
          ) : null}
          {step === 'recovery' ? (
            <RecoveryStep
              recovery={recovery}
              error={makeKey.error}
              facility={answers.facility}
              echo={answers.echo}
              faults={faults}
              onEcho={value => change('echo', value)}
            />
          ) : null}
          {step === 'finish' ? (
            <FinishStep answers={answers} isRecoveryDone={isDone('recovery')} onSamples={v => change('samples', v)} />
          ) : null}
        </ShowAllFaults>
        <PrimaryAction
          label={next ? t('setup.next') : t(complete.isPending ? 'setup.finish.working' : 'setup.finish.submit')}
          missing={next ? missingHere : missingAnywhere}
          pending={complete.isPending}
          error={complete.error}
          fieldNames={names}
          beside={previous ? <Button onClick={() => go(previous)}>{t('setup.back')}</Button> : null}
          onRun={() => {
            if (next) return go(next);
            const { facility, wards, user, echo, samples } = answers;
            complete.mutate({
              facility,
              wards: wards.map(({ key: _key, ...ward }) => ward),
              user,
              recoveryEcho: [...echo],
              samples,
            });
          }}
        />
      </section>
    </>
  );
}
