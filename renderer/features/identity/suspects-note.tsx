import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Day } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { fieldsOf, type PatientDraft } from '../patient/patient-draft.ts';
import { MatchReasons, SuspectFacts } from './suspect-facts.tsx';
import './identity.css';

interface SuspectsNoteProps {
  draft: PatientDraft;
  today: Day;
  /** The record that is being changed; null for a new one. */
  except: string | null;
  onChange(next: PatientDraft): void;
}

/** Asked when the typing has paused this long. */
const PAUSE_MS = 400;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Records that may be the person being typed, right at the form; each is answered or left, and nothing waits for it. */
export function SuspectsNote({ draft, today, except, onChange }: SuspectsNoteProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { name, birthDate, estimatedAge, identity, phone, contact } = fieldsOf(useSettled(draft), today);
  const person = { name, birthDate, estimatedAge, identity, phone, contactPhone: contact.phone };
  const suspects = useQuery({
    ...api.identity.suspects.queryOptions({ input: { person, except } }),
    enabled: name !== '' || identity.number !== '',
    placeholderData: keepPreviousData,
    gcTime: 0, // what was typed of a person is not kept
  });
  const open = (suspects.data ?? []).filter(({ record }) => !draft.distinctFrom.includes(record.id));
  // The note stands over the end of the form: the field that is being typed in comes out from under it.
  useEffect(() => {
    if (open.length > 0) document.activeElement?.scrollIntoView({ block: 'nearest' });
  }, [open.length]);
  if (open.length === 0) return null;
  return (
    <div className="suspects-note" role="status" data-testid="suspects-note">
      <strong>{t('identity.suspects.title')}</strong>
      <ul>
        {open.map(({ record, why }) => (
          <li key={record.id}>
            <span>
              <SuspectFacts record={record} />
              <span className="note suspects-reasons">
                <MatchReasons why={why} />
              </span>
            </span>
            <span className="suspects-answers">
              <button
                type="button"
                className="quiet-button"
                title={t('identity.suspects.sameHint')}
                onClick={() => void navigate(`/patients/${record.id}`)}
                data-testid="suspect-same"
              >
                {t('identity.suspects.same')}
              </button>
              <button
                type="button"
                className="quiet-button"
                onClick={() => onChange({ ...draft, distinctFrom: [...draft.distinctFrom, record.id] })}
                data-testid="suspect-other"
              >
                {t('identity.suspects.other')}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
