import { useTranslation } from 'react-i18next';
import { type NutritionTarget, nutritionTargets, percentOfTarget } from '../../../shared/clinical/nutrition.ts';
import { roundHalfUp } from '../../../shared/clinical/rounding.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { findingText } from './finding-text.ts';
import { latestFinding } from './patient-case.ts';

const EQUATIONS = ['ree-harris-benedict', 'ree-mifflin'] as const;

interface Row {
  readonly key: string;
  readonly name: string;
  readonly target: NutritionTarget;
}

interface NutritionPanelProps {
  assessments: readonly Assessment[];
  findings: readonly Finding[];
}

/** Resting energy and the targets built on it, side by side with their sources; nothing is averaged. */
export function NutritionPanel({ assessments, findings }: NutritionPanelProps) {
  const { t } = useTranslation();
  const rees = EQUATIONS.flatMap(id => {
    const newest = assessments.find(each => each.scoreId === id);
    const raw = newest?.outcome.raw ?? null;
    const used = newest?.inputs.find(({ key }) => key === 'weight');
    return raw === null || typeof used?.value !== 'number'
      ? []
      : [{ id, raw, weight: used.value, from: used.sourceId }];
  });
  const [first] = rees;
  if (first === undefined) return null;
  const source = findings.find(({ id }) => id === first.from);
  const isDry = source?.code === 'dry_weight';
  const rows: Row[] = [
    ...rees.flatMap(({ id, raw, weight }) =>
      nutritionTargets(raw, weight)
        .filter(target => target.id === 'ree-target')
        .map(target => ({
          key: id,
          name: t('episode.nutrition.ree', { equation: t(`episode.nutrition.${id}`), ree: roundHalfUp(raw) }),
          target,
        })),
    ),
    ...nutritionTargets(first.raw, first.weight)
      .filter(target => target.id !== 'ree-target')
      .map(target => ({ key: target.id, name: t(`clinical.nutrition.target.${target.id}`), target })),
  ];
  const energy = latestFinding(findings, 'energy_intake');
  const protein = latestFinding(findings, 'protein_intake');
  const intakeOf = ({ unit }: NutritionTarget) => (unit === 'kcal/d' ? energy : protein);
  return (
    <section data-testid="nutrition">
      <h2 className="panel-head">
        {t('episode.nutrition.title')}
        <span className={isDry ? 'note' : 'nutrition-doubt'}>
          {isDry && source
            ? t('episode.nutrition.byDry', { weight: findingText(source, t) })
            : t('episode.nutrition.byWeight', { kg: first.weight })}
        </span>
      </h2>
      <table className="nutrition">
        <thead>
          <tr>
            {(['target', 'daily', 'intake', 'source'] as const).map(column => (
              <th key={column} scope="col">
                {t(`episode.nutrition.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, target }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>
                <strong>{target.low === target.high ? target.low : `${target.low}–${target.high}`}</strong>{' '}
                {target.unit}
              </td>
              <td>{intakeText(intakeOf(target), target)}</td>
              <td className="note">{target.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        {t('clinical.nutrition.advice')}
        {energy === null ? '' : ` ${t('episode.nutrition.intakeOf', { time: wallClock(energy.observedAt) })}`}
      </p>
    </section>
  );
}

/** Of the lower end of a target: what is reached of the least that is asked for. */
function intakeText(intake: Finding | null, { low }: NutritionTarget): string {
  return typeof intake?.value === 'number' ? `${percentOfTarget(intake.value, low)} %` : '—';
}
