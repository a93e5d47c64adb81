import { useTranslation } from 'react-i18next';
import { type AscitesVolume, DRY_WEIGHT_SOURCE, dryWeight } from '../../../shared/clinical/nutrition.ts';
import { DRY_WEIGHT_BASES, type DryWeight } from '../../../shared/records/finding.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  type DryWeightDraft,
  draftedDryWeight,
  dryWeightText,
  type FindingDraft,
  type KnownBody,
  typedNumber,
  unreadableFindings,
} from './finding-draft.ts';

interface DryWeightFieldProps {
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
  known: KnownBody;
}

const corrected = (weight: number, basis: DryWeight['basis'], oedema: boolean): number | null =>
  basis === 'own' ? null : dryWeight(weight, basis satisfies AscitesVolume, oedema ? 'oedema' : 'no-oedema');

/**
 * The dry weight is offered from the weight (−5, −10, −15 % for ascites, a further −5 % for oedema), and is one only when
 * the clinician has chosen how; the number can be typed over.
 */
export function DryWeightField({ draft, onChange, known }: DryWeightFieldProps) {
  const { t } = useTranslation();
  const weight = typedNumber(draft.weight) ?? known.weight ?? null;
  const drafted = draftedDryWeight(draft.dry_weight);
  const set = (next: DryWeightDraft) => onChange({ ...draft, dry_weight: dryWeightText(next) });
  const choose = (basis: DryWeight['basis'], oedema: boolean) => {
    const kg = weight === null ? null : corrected(weight, basis, oedema);
    set({ basis, oedema, kg: kg === null ? (drafted?.kg ?? '') : String(kg) });
  };
  const isUnreadable = drafted !== null && drafted.kg !== '' && unreadableFindings(draft).includes('dry_weight');
  if (weight === null && drafted === null) return null;
  return (
    <Field
      label={`${t('episode.finding.dry_weight')} (kg)`}
      group
      hint={`${t('episode.hint.dryOffer')} ${DRY_WEIGHT_SOURCE}`}
      error={isUnreadable ? t('episode.record.outOfRange', { low: 25, high: 250 }) : undefined}
    >
      <Choice
        value={drafted?.basis ?? null}
        options={DRY_WEIGHT_BASES.map(basis => {
          const kg = weight === null ? null : corrected(weight, basis, drafted?.oedema ?? false);
          return { value: basis, label: `${t(`episode.dryBasis.${basis}`)}${kg === null ? '' : ` ${kg}`}` };
        })}
        onChange={basis => choose(basis, basis !== 'own' && (drafted?.oedema ?? false))}
        testId="finding-dry_weight"
      />
      {drafted === null ? null : (
        <div className="dry-weight">
          {drafted.basis === 'own' ? null : (
            <label className="choice-option">
              <input
                type="checkbox"
                checked={drafted.oedema}
                onChange={event => choose(drafted.basis, event.target.checked)}
                data-testid="dry-weight-oedema"
              />
              {t('episode.value.oedema')}
            </label>
          )}
          <TextField
            value={drafted.kg}
            onChange={kg => set({ ...drafted, kg })}
            inputMode="decimal"
            lang="en"
            width={7}
            aria-label={t('episode.finding.dry_weight')}
            testId="dry-weight-kg"
          />
          <span className="note">kg</span>
        </div>
      )}
    </Field>
  );
}
