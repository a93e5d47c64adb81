import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { RecentPatients } from './recent-patients.tsx';

const FUZZY_KEY = 'ganqiao.fuzzy-search';
/** More than anybody reads through; who is not among them is found by typing more. */
export const MOST_FOUND = 30;
const RECENT_SHOWN = 8;

/** Whom the text finds; asked while it is not blank. `fuzzy` is remembered on this computer. */
export function usePatientSearch(text: string) {
  const [fuzzy, setFuzzy] = useState(() => localStorage.getItem(FUZZY_KEY) === 'yes');
  const query = text.trim().slice(0, 60);
  const answer = useQuery({
    ...api.patients.search.queryOptions({ input: { query, fuzzy, limit: MOST_FOUND } }),
    enabled: query !== '',
    placeholderData: keepPreviousData,
  });
  return {
    query,
    answer,
    fuzzy,
    setFuzzy(isOn: boolean) {
      localStorage.setItem(FUZZY_KEY, isOn ? 'yes' : 'no');
      setFuzzy(isOn);
    },
  };
}

interface SearchBoxProps {
  text: string;
  onText(text: string): void;
  fuzzy: boolean;
  onFuzzy(isOn: boolean): void;
  /** Down or Enter: into the first row of what was found. */
  onLeave(): void;
}

/** The search field with its switch for sounds that are not told apart; entered and still empty, whom one opened last. */
export function SearchBox({ text, onText, fuzzy, onFuzzy, onLeave }: SearchBoxProps) {
  const { t } = useTranslation();
  const now = useNow();
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLElement>(null);
  const [isInside, setInside] = useState(false);
  const isOpen = isInside && text.trim() === '';
  const recent = useQuery({
    ...api.patients.search.queryOptions({ input: { query: '', fuzzy: false, limit: RECENT_SHOWN } }),
    enabled: isOpen,
    staleTime: 0,
  });
  useShortcuts([{ keys: '/', label: t('worklist.key.search'), run: () => input.current?.focus() }]);

  const leave = () => {
    if (isOpen) box.current?.querySelector<HTMLElement>('[data-row]')?.focus();
    else onLeave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      leave();
    }
    if (event.key === 'Escape') {
      if (text === '') input.current?.blur();
      onText('');
    }
  };

  return (
    <search
      className="worklist-search"
      ref={box}
      onFocus={() => setInside(true)}
      onBlur={event => setInside(event.currentTarget.contains(event.relatedTarget))}
    >
      <TextField
        type="search"
        value={text}
        onChange={onText}
        onKeyDown={onKeyDown}
        onEnter={leave}
        placeholder={`/  ${t('worklist.search')}`}
        aria-label={t('worklist.search')}
        autoComplete="off"
        inputRef={input}
        testId="patient-search"
      />
      <label className="worklist-fuzzy" title={t('worklist.fuzzyHint')}>
        <input
          type="checkbox"
          checked={fuzzy}
          onChange={event => onFuzzy(event.target.checked)}
          data-testid="fuzzy-search"
        />
        {t('worklist.fuzzy')}
      </label>
      {isOpen && recent.data && recent.data.length > 0 ? <RecentPatients hits={recent.data} now={now} /> : null}
    </search>
  );
}
