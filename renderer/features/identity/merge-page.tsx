import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { bothAllergies, CHOSEN_PARTS, isSamePart, type PatientPart } from '../../../shared/records/merge-patient.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { MergeRow } from './merge-row.tsx';
import { partText } from './part-text.ts';
import '../../ui/forms.css';
import '../../ui/list-table.css';
import './identity.css';

/** Two records of one person side by side: which stands, what is taken from the other, and why. */
export default function MergePage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { first = '', second = '' } = useParams();
  const compared = useQuery(api.identity.compare.queryOptions({ input: { ids: [first, second] } }));
  const [isSwapped, setSwapped] = useState(false);
  const [answers, setAnswers] = useState<Partial<Record<PatientPart, boolean>>>({});
  const [reason, setReason] = useState('');
  const merge = useMutation(
    api.identity.merge.mutationOptions({ onSuccess: patient => navigate(`/patients/${patient.id}`) }),
  );
  const records = isSwapped ? compared.data?.toReversed() : compared.data;
  const [kept, other] = records ?? [];
  if (!kept || !other)
    return (
      <div className="page">
        <ErrorNote error={compared.error} onRetry={() => void compared.refetch()} />
      </div>
    );

  const text = (patient: Patient, part: PatientPart) => partText(patient, part, t, i18n.language);
  const differing = CHOSEN_PARTS.filter(part => !isSamePart(kept.patient, other.patient, part));
  // Proposed: the kept record's own answers, and the other's where it says less. Whoever merges decides.
  const isTaken = (part: PatientPart) => answers[part] ?? saysLess(kept.patient, other.patient, part, text);
  const allergy = bothAllergies(kept.patient.allergy, other.patient.allergy);
  const at = ({ id, version }: Patient) => ({ id, version });
  const swap = () => {
    setSwapped(before => !before);
    setAnswers({});
  };

  return (
    <div className="page" data-testid="merge-page">
      <div className="page-head">
        <h1>{t('identity.merge.title')}</h1>
      </div>
      <p className="note merge-note">{t('identity.merge.note')}</p>
      <table className="list-table merge-table">
        <thead>
          <tr>
            <th scope="col" className="merge-part">
              {t('identity.merge.field')}
            </th>
            <th scope="col">
              {t('identity.merge.kept')}{' '}
              <button type="button" className="quiet-button" onClick={swap} data-testid="swap-records">
                {t('identity.merge.swap')}
              </button>
            </th>
            <th scope="col">{t('identity.merge.other')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" />
            {[kept, other].map(({ patient, episodes, referrals }) => (
              <td key={patient.id}>
                <strong>{patient.name}</strong>{' '}
                <span className="note">
                  {t('identity.merge.counts', { episodes, referrals })} {wallClock(patient.createdAt)}
                </span>
              </td>
            ))}
          </tr>
          {differing.map(part => (
            <MergeRow
              key={part}
              part={part}
              kept={text(kept.patient, part)}
              other={text(other.patient, part)}
              isTaken={isTaken(part)}
              onTake={taken => setAnswers(before => ({ ...before, [part]: taken }))}
            />
          ))}
          <tr>
            <th scope="row">{t('identity.merge.part.allergy')}</th>
            <td colSpan={2}>
              {t('identity.merge.allergyBoth', {
                text: `${t(`patient.allergy.${allergy.state}`)} ${allergy.text}`,
              })}
            </td>
          </tr>
        </tbody>
      </table>
      <p className="note">{t('identity.merge.same')}</p>
      <div className="form-grid">
        <div className="form-wide">
          <Field label={t('identity.merge.reason')} required>
            <TextField value={reason} onChange={setReason} testId="merge-reason" />
          </Field>
        </div>
      </div>
      <PrimaryAction
        label={t('identity.merge.run')}
        onRun={() =>
          merge.mutate({
            survivor: at(kept.patient),
            merged: at(other.patient),
            take: differing.filter(isTaken),
            reason: reason.trim(),
          })
        }
        pending={merge.isPending}
        missing={reason.trim() === '' ? [t('identity.merge.reason')] : []}
        error={merge.error}
        beside={
          <button type="button" className="quiet-button" onClick={() => void navigate('/suspects')}>
            {t('identity.merge.back')}
          </button>
        }
        testId="merge-records"
      />
    </div>
  );
}

/** Whether the kept record says less than the other: nothing, no name, an unknown sex, no number or a doubtful one. */
function saysLess(
  kept: Patient,
  other: Patient,
  part: PatientPart,
  text: (patient: Patient, part: PatientPart) => string,
) {
  if (part === 'name') return kept.unnamed && !other.unnamed;
  if (part === 'sex') return kept.sex === 'unknown';
  if (part === 'identity') {
    const isBetter = kept.identity.number === '' || kept.identityDoubts.length > other.identityDoubts.length;
    return other.identity.number !== '' && isBetter;
  }
  return text(kept, part) === '' && text(other, part) !== '';
}
