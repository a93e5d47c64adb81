import { useFieldLinks } from './field.tsx';

interface CheckListProps<T extends string> {
  values: readonly T[];
  options: readonly { readonly value: T; readonly label: string }[];
  onChange(values: T[]): void;
  disabled?: boolean;
  testId?: string;
}

/** Any number of a few choices: native check boxes, kept in the order of the options. */
export function CheckList<T extends string>({ values, options, onChange, disabled, testId }: CheckListProps<T>) {
  const { id: _id, ...links } = useFieldLinks();
  const toggle = (changed: T, isOn: boolean) =>
    onChange(options.map(each => each.value).filter(each => (each === changed ? isOn : values.includes(each))));
  return (
    <div className="choice" {...links} data-testid={testId}>
      {options.map(option => (
        <label key={option.value} className="choice-option">
          <input
            type="checkbox"
            value={option.value}
            checked={values.includes(option.value)}
            disabled={disabled}
            onChange={event => toggle(option.value, event.target.checked)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
