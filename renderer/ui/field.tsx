import { createContext, type ReactNode, useContext, useId } from 'react';

interface FieldLinks {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
}

const FieldContext = createContext<FieldLinks>({});

/** Attributes that tie an input to the label, hint and error of the `Field` around it. */
export const useFieldLinks = (): FieldLinks => useContext(FieldContext);

interface FieldProps {
  label: ReactNode;
  /** What is wrong and the way out; shown at the field and spoken. */
  error?: ReactNode;
  hint?: ReactNode;
  required?: boolean;
  /** A group of choices has no single input to label. */
  group?: boolean;
  children: ReactNode;
}

/** One question: label, answer, and right below it what is wrong with the answer. */
export function Field({ label, error, hint, required, group, children }: FieldProps) {
  const id = useId();
  const notes = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  const links: FieldLinks = {
    ...(group ? {} : { id }),
    ...(notes ? { 'aria-describedby': notes } : {}),
    ...(error ? { 'aria-invalid': true as const } : {}),
    ...(required ? { 'aria-required': true as const } : {}),
  };
  const labelText = (
    <>
      {label}
      {required ? (
        <span className="field-required" aria-hidden="true">
          *
        </span>
      ) : null}
    </>
  );
  const body = (
    <>
      <FieldContext value={links}>{children}</FieldContext>
      {error ? (
        <div className="field-error" id={`${id}-error`}>
          {error}
        </div>
      ) : null}
      {hint ? (
        <div className="note" id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
    </>
  );
  if (group) {
    return (
      <fieldset className="field" aria-describedby={notes || undefined}>
        <legend className="field-label">{labelText}</legend>
        {body}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {labelText}
      </label>
      {body}
    </div>
  );
}
