import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { inputName } from '../../../shared/clinical/clinical-wording.ts';
import type { Evidence } from '../../../shared/clinical/failure-evidence.ts';
import { roundHalfUp } from '../../../shared/clinical/rounding.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { COMPLICATIONS, EXTRAHEPATIC_ORGANS } from '../../../shared/records/finding.ts';
import { Field } from '../../ui/field.tsx';
import { inputUnit, plainValue } from '../scores/score-wording.ts';
import { draftedList, type FindingDraft, listText, NONE_OF_THEM } from './finding-draft.ts';
import { findingText } from './finding-text.ts';

type CountedCode = 'complications' | 'extrahepatic_of';
const ITEMS = { complications: COMPLICATIONS, extrahepatic_of: EXTRAHEPATIC_ORGANS } as const;

interface CountedFieldProps {
  code: CountedCode;
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
  evidence: readonly Evidence<string>[];
}

/**
 * What a stage counts: ticked by the clinician, each with what the record says beside it. "None of them" is an answer of
 * its own; nothing ticked is no answer.
 */
export function CountedField({ code, draft, onChange, evidence }: CountedFieldProps) {
  const { t } = useTranslation();
  const noneId = useId();
  const chosen = draftedList(draft[code]);
  const set = (items: readonly string[]) => onChange({ ...draft, [code]: listText(items) });
  const inOrder = (items: ReadonlySet<string>) => ITEMS[code].filter(item => items.has(item));
  const offered = evidence.filter(({ item, state }) => state === 'met' && !(chosen ?? []).includes(item));

  return (
    <Field label={t(`episode.finding.${code}`)} group>
      <div className="counted" data-testid={`finding-${code}`}>
        {ITEMS[code].map(item => {
          const said = evidence.find(each => each.item === item);
          const name = findingText({ code, value: [item] }, t);
          return (
            <label key={item} className="choice-option">
              <input
                type="checkbox"
                value={item}
                checked={(chosen ?? []).includes(item)}
                onChange={event => {
                  const next = new Set(chosen ?? []);
                  if (event.target.checked) next.add(item);
                  else next.delete(item);
                  set(inOrder(next));
                }}
              />
              <span>
                {name} <span className={said?.state === 'met' ? 'counted-met' : 'note'}>{evidenceText(said, t)}</span>
              </span>
            </label>
          );
        })}
        <label className="choice-option" htmlFor={noneId}>
          <input
            id={noneId}
            type="checkbox"
            value={NONE_OF_THEM}
            checked={chosen !== null && chosen.length === 0}
            onChange={event => onChange({ ...draft, [code]: event.target.checked ? NONE_OF_THEM : '' })}
          />
          <span>{t('episode.value.noneLookedFor')}</span>
        </label>
        {offered.length > 0 ? (
          <button
            type="button"
            className="quiet-button counted-take"
            onClick={() => set(inOrder(new Set([...(chosen ?? []), ...offered.map(({ item }) => item)])))}
            data-testid={`take-${code}`}
          >
            {t('episode.hint.takeEvidence')}
          </button>
        ) : null}
      </div>
    </Field>
  );
}

/** The input that speaks and what it says: `肌酐 180 µmol/L，记录提示有`. */
function evidenceText(evidence: Evidence<string> | undefined, t: Translate): string {
  if (evidence === undefined || evidence.input === null || evidence.value === null) return t('episode.evidence.none');
  const { input, value, state } = evidence;
  return t(`episode.evidence.${state}`, { said: saidText(input, value, t) });
}

function saidText(
  input: NonNullable<Evidence<string>['input']>,
  value: number | string | boolean,
  t: Translate,
): string {
  if (input === 'infection' || input === 'he')
    return `${t(`episode.evidence.${input}`)} ${findingText({ code: input, value }, t)}`;
  const shown = typeof value === 'number' ? roundHalfUp(value, 1) : value;
  return `${inputName(input, t)} ${plainValue(shown, t)} ${inputUnit(input)}`.trim();
}
