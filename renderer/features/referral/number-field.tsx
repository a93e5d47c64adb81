import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface NumberFieldProps {
  label: string;
  value: number | null;
  low: number;
  high: number;
  onChange(value: number | null): void;
  testId?: string;
}

/** A number within limits; what cannot be one stays on screen with what is wrong, and is not taken. */
export function NumberField({ label, value, low, high, onChange, testId }: NumberFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value === null ? '' : String(value));
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setText(value === null ? '' : String(value));
  }
  const read = (typed: string) => {
    const number = Number(typed.trim().replace('，', '.').replace('。', '.'));
    return typed.trim() === '' || !Number.isFinite(number) ? null : number;
  };
  const number = read(text);
  const isOut = number !== null && (number < low || number > high);
  const error =
    text.trim() === ''
      ? undefined
      : number === null
        ? t('composer.transport.notANumber')
        : isOut
          ? t('composer.transport.outOfRange', { low, high })
          : undefined;
  return (
    <Field label={label} error={error}>
      <TextField
        value={text}
        onChange={typed => {
          const next = read(typed);
          const taken = next !== null && next >= low && next <= high ? next : null;
          setText(typed);
          setKnown(taken);
          onChange(taken);
        }}
        lang="en"
        inputMode="decimal"
        autoComplete="off"
        {...(testId === undefined ? {} : { testId })}
      />
    </Field>
  );
}
