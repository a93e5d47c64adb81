import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day, Instant } from '../../shared/records/time.ts';
import { wallClock, wallDay } from '../../shared/records/time.ts';
import { TextField } from './text-field.tsx';
import { parseDay, parseWallClock } from './wall-clock-text.ts';

interface TypedMomentProps<T extends string> {
  value: T | null;
  /** The parsed value, null while the text is empty or cannot be read; the text is always kept on screen. */
  onChange(value: T | null, text: string): void;
  readOnly?: boolean;
  autoFocus?: boolean;
  testId?: string;
  'aria-label'?: string;
}

interface MomentFormat<T extends string> {
  parse(text: string): T | null;
  format(value: T): string;
  example: string;
  width: number;
  now: () => T;
  nowLabel: string;
}

function MomentField<T extends string>({ moment, ...props }: TypedMomentProps<T> & { moment: MomentFormat<T> }) {
  const { value, onChange, readOnly, autoFocus, testId } = props;
  const { t } = useTranslation();
  const [text, setText] = useState(value ? moment.format(value) : '');
  const [known, setKnown] = useState(value);
  const [left, setLeft] = useState(false);

  useLayoutEffect(() => {
    if (value === known) return; // our own change coming back: the typed form stays as it is
    setKnown(value);
    setText(value ? moment.format(value) : '');
  }, [value, known, moment]);

  const take = (next: string) => {
    const parsed = next.trim() === '' ? null : moment.parse(next);
    setText(next);
    setKnown(parsed);
    onChange(parsed, next);
  };
  const unreadable = left && text.trim() !== '' && known === null;

  return (
    <div className="time-field">
      <TextField
        value={text}
        onChange={next => {
          setLeft(false);
          take(next);
        }}
        onBlur={() => {
          setLeft(true);
          if (known) setText(moment.format(known));
        }}
        lang="en"
        inputMode="text"
        autoComplete="off"
        placeholder={moment.example}
        width={moment.width}
        readOnly={readOnly}
        autoFocus={autoFocus}
        testId={testId}
        aria-label={props['aria-label']}
      />
      {readOnly ? null : (
        <button type="button" className="quiet-button" onClick={() => take(moment.format(moment.now()))}>
          {moment.nowLabel}
        </button>
      )}
      {unreadable ? (
        <div className="field-error" role="alert">
          {t('ui.writeLike', { example: moment.example })}
        </div>
      ) : null}
    </div>
  );
}

const presentInstant = (): Instant => new Date().toISOString();

/** A moment, typed as wall clock of Asia/Shanghai `2026-11-22 09:05`. */
export function TimeField(props: TypedMomentProps<Instant>) {
  const { t } = useTranslation();
  const moment: MomentFormat<Instant> = {
    parse: text => parseWallClock(text, presentInstant()),
    format: value => wallClock(value),
    example: '2026-11-22 09:05',
    width: 16,
    now: presentInstant,
    nowLabel: t('ui.now'),
  };
  return <MomentField {...props} moment={moment} />;
}

/** A calendar day, typed as `1968-03-12`. */
export function DayField(props: TypedMomentProps<Day>) {
  const { t } = useTranslation();
  const moment: MomentFormat<Day> = {
    parse: text => parseDay(text, presentInstant()),
    format: value => value,
    example: '1968-03-12',
    width: 10,
    now: () => wallDay(presentInstant()),
    nowLabel: t('ui.today'),
  };
  return <MomentField {...props} moment={moment} />;
}
