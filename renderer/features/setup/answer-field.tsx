import { type ComponentProps, createContext, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { AnswerFault } from './setup-form.ts';

/** True once the step has been left: then empty answers are marked too. */
export const ShowAllFaults = createContext(false);

interface AnswerFieldProps extends Pick<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'type' | 'lang'> {
  label: string;
  hint?: string;
  fault?: AnswerFault;
  optional?: boolean;
  testId: string;
  autoFocus?: boolean;
  autoComplete?: string;
  width?: number;
  /** Number of the asked group, for the text of a wrong echo. */
  group?: number;
}

/** One text answer of the assistant with its label, hint and fault. */
export function AnswerField({ label, hint, fault, optional, group, ...input }: AnswerFieldProps) {
  const { t } = useTranslation();
  const showAll = useContext(ShowAllFaults);
  const [hasLeft, setLeft] = useState(false);
  const isShown = showAll || (hasLeft && input.value.trim() !== '');
  const error =
    fault === undefined || !isShown
      ? null
      : fault === 'needed'
        ? t('setup.error.needed', { field: label })
        : fault === 'echo'
          ? t('setup.recovery.echoWrong', { number: group ?? 0 })
          : t(`setup.error.${fault}`);
  return (
    <Field label={label} hint={hint} error={error} required={!optional}>
      <TextField autoComplete="off" {...input} onBlur={() => setLeft(true)} />
    </Field>
  );
}
