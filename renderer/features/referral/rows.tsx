import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './step-transport.css';

interface RowsProps<Row> {
  label: string;
  rows: readonly Row[];
  max: number;
  blank(): Row;
  onChange(rows: Row[]): void;
  children(row: Row, change: (part: Partial<Row>) => void): ReactNode;
  hint?: string;
  testId?: string;
}

/** A list of like things, a line each, that grows and shrinks. */
export function Rows<Row>({ label, rows, max, blank, onChange, children, hint, testId }: RowsProps<Row>) {
  const { t } = useTranslation();
  return (
    <fieldset className="field entry-rows" data-testid={testId}>
      <legend className="field-label">{label}</legend>
      {hint ? <p className="note">{hint}</p> : null}
      {rows.map((row, index) => (
        // Rows have no names of their own; what is typed in a line stays in its place.
        <div className="entry-row" key={index.toString()}>
          {children(row, part => onChange(rows.map((each, at) => (at === index ? { ...each, ...part } : each))))}
          <button
            type="button"
            className="quiet-button"
            title={t('composer.transport.remove')}
            aria-label={t('composer.transport.remove')}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            ×
          </button>
        </div>
      ))}
      {rows.length < max ? (
        <button type="button" className="quiet-button" onClick={() => onChange([...rows, blank()])}>
          + {t('composer.transport.add')}
        </button>
      ) : null}
    </fieldset>
  );
}
