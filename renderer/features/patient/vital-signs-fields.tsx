import { useTranslation } from 'react-i18next';
import { computedVitals, type VitalSigns } from './computed-vitals.ts';
import { type FindingDraft, type KnownBody, typedNumber } from './finding-draft.ts';
import { MeasureField } from './measure-field.tsx';

interface VitalSignsFieldsProps {
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
  known: KnownBody;
}

const ROOM_AIR = '0.21';

/** Vital signs and oxygen; what follows from them is shown beside, computed only where both of its numbers are there. */
export function VitalSignsFields(props: VitalSignsFieldsProps) {
  const { t } = useTranslation();
  const { draft, onChange } = props;
  return (
    <>
      <div className="findings-measures">
        {(['sbp', 'dbp', 'pulse', 'temperature', 'respiration', 'urine_output'] as const).map(code => (
          <MeasureField key={code} code={code} {...props} />
        ))}
      </div>
      <div className="findings-measures">
        <MeasureField code="spo2" {...props} />
        <MeasureField code="fio2" {...props}>
          <button
            type="button"
            className="quiet-button"
            onClick={() => onChange({ ...draft, fio2: ROOM_AIR })}
            data-testid="room-air"
          >
            {t('episode.hint.air')}
          </button>
        </MeasureField>
        <MeasureField code="o2_flow" {...props} />
        <MeasureField code="pao2" {...props} />
        <MeasureField code="pf" {...props} />
      </div>
      <Computed draft={draft} />
    </>
  );
}

function Computed({ draft }: { draft: FindingDraft }) {
  const { t } = useTranslation();
  const number = (code: keyof VitalSigns) => typedNumber(draft[code]) ?? undefined;
  const fio2 = number('fio2');
  const lines = computedVitals(
    { sbp: number('sbp'), dbp: number('dbp'), spo2: number('spo2'), pao2: number('pao2'), fio2 },
    t,
  );
  const hasFlow = typedNumber(draft.o2_flow) !== null;
  const hasOxygen = hasFlow || [draft.spo2, draft.pao2].some(text => typedNumber(text) !== null);
  const remark =
    !hasOxygen || fio2 !== undefined
      ? null
      : t(hasFlow ? 'episode.hint.flowIsNoFraction' : 'episode.hint.ratioNeedsBoth');
  if (lines.length === 0 && remark === null) return null;
  return (
    <p className="findings-computed" aria-live="polite" data-testid="findings-computed">
      {lines.map(line => (
        <span key={line}>{line}</span>
      ))}
      {remark === null ? null : <span className="note">{remark}</span>}
    </p>
  );
}
