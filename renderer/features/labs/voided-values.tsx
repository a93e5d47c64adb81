import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { ValueHistory } from './value-history.tsx';
import { itemName, observationText } from './value-wording.ts';

/** Values that were declared void: out of the table, never out of the record. */
export function VoidedValues({ observations }: { observations: readonly Observation[] }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const voided = observations.filter(({ voidedAt }) => voidedAt !== null);
  if (voided.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        data-testid="voided-values"
      >
        {t('labs.voided', { count: voided.length })}
      </button>
      {isOpen
        ? voided.map(value => (
            <span key={value.id} className="voided-value">
              <button
                type="button"
                className="quiet-button"
                aria-expanded={openId === value.id}
                onClick={() => setOpenId(openId === value.id ? null : value.id)}
              >
                {itemName(labItem(value.code), i18n.language)} <s>{observationText(value, t)}</s>{' '}
                {wallClock(value.sampledAt)}
              </button>
              {openId === value.id ? <ValueHistory id={value.id} /> : null}
            </span>
          ))
        : null}
    </>
  );
}
