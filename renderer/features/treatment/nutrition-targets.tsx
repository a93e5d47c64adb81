import { useTranslation } from 'react-i18next';
import { nutritionTargets, percentOfTarget } from '../../../shared/clinical/nutrition.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { readParticulars } from './particulars-draft.ts';
import type { TreatmentDraft } from './treatment-draft.ts';

interface NutritionTargetsProps {
  draft: TreatmentDraft;
  assessments: readonly Assessment[];
  onChange(part: TreatmentDraft['parts']): void;
}

/** Where an REE can be taken from, and the targets that follow from it, side by side with what was taken in. */
export function NutritionTargets({ draft, assessments, onChange }: NutritionTargetsProps) {
  const { t } = useTranslation();
  const { particulars } = readParticulars('nutrition', draft.parts);
  return (
    <div className="form-full nutrition-targets">
      {SOURCES.map(({ scoreId, source }) => {
        const newest = assessments.find(each => each.scoreId === scoreId && each.outcome.raw !== null);
        const weight = newest?.inputs.find(({ key }) => key === 'weight')?.value;
        if (!newest || newest.outcome.raw === null || typeof weight !== 'number') return null;
        const { raw } = newest.outcome;
        return (
          <button
            key={scoreId}
            type="button"
            className="quiet-button"
            onClick={() => onChange({ reeKcal: String(raw), reeSource: source, weightKg: String(weight) })}
            data-testid={`take-${source}`}
          >
            {t('treatment.nutrition.takeRee', {
              value: newest.outcome.value ?? raw,
              name: t(`treatment.option.reeSource.${source}`),
              weight,
              at: wallClock(newest.anchorAt),
            })}
          </button>
        );
      })}
      {particulars?.form === 'nutrition' ? (
        <table className="list-table" aria-label={t('treatment.nutrition.targets')} data-testid="nutrition-targets">
          <caption>{t('treatment.nutrition.targets')}</caption>
          <tbody>
            {nutritionTargets(particulars.reeKcal, particulars.weightKg).map(({ id, low, high, unit, source }) => {
              const intake = unit === 'g/d' ? particulars.proteinG : particulars.intakeKcal;
              return (
                <tr key={id}>
                  <th scope="row">{t(`clinical.nutrition.target.${id}`)}</th>
                  <td>
                    {low === high ? low : `${low}–${high}`} {unit}
                  </td>
                  <td>{t('treatment.nutrition.reached', { percent: percentOfTarget(intake, low) })}</td>
                  <td className="note">{source}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

const SOURCES = [
  { scoreId: 'ree-harris-benedict', source: 'harris-benedict' },
  { scoreId: 'ree-mifflin', source: 'mifflin' },
] as const;
