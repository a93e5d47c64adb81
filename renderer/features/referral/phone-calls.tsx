import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import type { DepartureForm } from './use-departure.ts';
import './phone-calls.css';

/** 电话联系: each talk with the ward, when and with whom; the number is the ward's unless another is typed. */
export function PhoneCalls({ departure, phone }: { departure: DepartureForm; phone: string }) {
  const { t } = useTranslation();
  const { calls } = departure.form;
  const [at, setAt] = useState<Instant | null>(null);
  const [spokeTo, setSpokeTo] = useState('');
  const [number, setNumber] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const isReady = at !== null && spokeTo.trim() !== '';
  const add = () => {
    if (at === null || !isReady) return;
    const call = { at, spokeTo: spokeTo.trim(), number: number ?? phone, note };
    departure.change({ calls: [...calls, call].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)) });
    setAt(null);
    setSpokeTo('');
    setNote('');
  };
  return (
    <fieldset className="field phone-calls" data-testid="phone-calls">
      <legend className="field-label">{t('composer.calls.title')}</legend>
      {calls.length === 0 ? <p className="note">{t('composer.calls.none')}</p> : null}
      <ul>
        {calls.map((call, index) => (
          <li key={`${call.at}-${call.spokeTo}`}>
            {t('composer.calls.line', { ...call, at: wallClock(call.at) })}{' '}
            <button
              type="button"
              className="quiet-button"
              onClick={() => departure.change({ calls: calls.filter((_, each) => each !== index) })}
            >
              {t('composer.calls.remove')}
            </button>
          </li>
        ))}
      </ul>
      <div className="call-fields">
        <Field label={t('composer.calls.at')}>
          <TimeField value={at} onChange={setAt} testId="call-at" />
        </Field>
        <Field label={t('composer.calls.spokeTo')}>
          <TextField value={spokeTo} onChange={setSpokeTo} onEnter={add} testId="call-spoke-to" />
        </Field>
        <Field label={t('composer.calls.number')}>
          <TextField value={number ?? phone} onChange={setNumber} lang="en" />
        </Field>
      </div>
      <div className="call-fields call-note">
        <Field label={t('composer.calls.note')}>
          <TextField value={note} onChange={setNote} onEnter={add} />
        </Field>
        <Button onClick={add} disabled={!isReady} data-testid="call-add">
          {t('composer.calls.add')}
        </Button>
      </div>
    </fieldset>
  );
}
