import { Select } from 'antd';
import { useId } from 'react';
import { useFieldLinks } from './field.tsx';

export interface ChoiceOption<T extends string> {
  value: T;
  label: string;
  /** What else finds it by typing, such as pinyin. */
  typed?: string;
}

interface ChoiceProps<T extends string> {
  value: T | null;
  options: readonly ChoiceOption<T>[];
  onChange(value: NoInfer<T>): void;
  disabled?: boolean;
  testId?: string;
}

/** A few choices, all in sight: native radio buttons, so that arrows, screen readers and tests know them. */
export function Choice<T extends string>({ value, options, onChange, disabled, testId }: ChoiceProps<T>) {
  const { id: _id, ...links } = useFieldLinks(); // the group's legend labels it, not a `for`
  const name = useId();
  return (
    <div className="choice" role="radiogroup" {...links} data-testid={testId}>
      {options.map(option => (
        <label key={option.value} className="choice-option">
          <input
            type="radio"
            value={option.value}
            name={name}
            checked={option.value === value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

interface ChoiceListProps<T extends string> extends ChoiceProps<T> {
  /** Takes an answer back; without it an answer can only be replaced. */
  onClear?(): void;
  placeholder?: string;
  width?: number | string;
}

/** More choices than fit on a line: one of a list, found by typing. */
export function ChoiceList<T extends string>(props: ChoiceListProps<T>) {
  const { value, options, onChange, onClear, disabled, testId, placeholder, width = '100%' } = props;
  const links = useFieldLinks();
  return (
    <Select<T>
      {...links}
      value={value}
      options={options.map(option => ({ ...option }))}
      onChange={next => {
        if (next !== undefined) onChange(next); // undefined: cleared
      }}
      onClear={onClear}
      allowClear={onClear !== undefined}
      disabled={disabled}
      data-testid={testId}
      placeholder={placeholder}
      style={{ width }}
      showSearch={{ optionFilterProp: ['label', 'typed'] }}
    />
  );
}
