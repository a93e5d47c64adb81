import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientPart } from '../../../shared/records/merge-patient.ts';

interface MergeRowProps {
  part: PatientPart;
  kept: string;
  other: string;
  /** The other record's answer is used. */
  isTaken: boolean;
  onTake(isTaken: boolean): void;
}

/** One item in which the records differ: two answers, one of them used. */
export function MergeRow({ part, kept, other, isTaken, onTake }: MergeRowProps) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <tr data-testid={`merge-${part}`}>
      <th scope="row">{t(`identity.merge.part.${part}`)}</th>
      {[kept, other].map((text, at) => {
        const isUsed = isTaken === (at === 1);
        return (
          <td key={at === 0 ? 'kept' : 'other'} className={isUsed ? undefined : 'merge-unused'}>
            <label className="choice-option">
              <input type="radio" name={name} checked={isUsed} onChange={() => onTake(at === 1)} />
              {text === '' ? <span className="note">{t('identity.merge.blank')}</span> : text}
            </label>
          </td>
        );
      })}
    </tr>
  );
}
