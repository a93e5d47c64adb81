import { useTranslation } from 'react-i18next';
import { noValues } from '../../../shared/clinical/inputs.ts';
import { meanArterialPressure } from '../../../shared/clinical/organ-failure.ts';
import { roundHalfUp } from '../../../shared/clinical/rounding.ts';
import { oxygenProblem, oxygenRatio } from '../../../shared/clinical/unit-slip.ts';
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
  const number = (text: string | undefined) => typedNumber(text) ?? undefined;
  const [sbp, dbp] = [number(draft.sbp), number(draft.dbp)];
  const map = sbp !== undefined && dbp !== undefined && sbp > dbp ? pressureOf(sbp, dbp) : undefined; // swapped: none
  const fio2 = number(draft.fio2);
  const ratio = (kind: 'sf' | 'pf', oxygen: number | undefined) =>
    oxygen === undefined || fio2 === undefined || oxygenProblem({ oxygen, fio2 }, kind) !== null
      ? []
      : [t(`episode.computed.${kind}`, { value: roundHalfUp(oxygenRatio({ oxygen, fio2 })), oxygen, fio2 })];
  const lines = [
    ...(map === undefined ? [] : [t('episode.computed.map', { value: roundHalfUp(map) })]),
    ...ratio('sf', number(draft.spo2)),
    ...ratio('pf', number(draft.pao2)),
  ];
  const hasOxygen = [draft.spo2, draft.pao2, draft.o2_flow].some(text => typedNumber(text) !== null);
  const remark =
    !hasOxygen || fio2 !== undefined
      ? null
      : t(typedNumber(draft.o2_flow) === null ? 'episode.hint.ratioNeedsBoth' : 'episode.hint.flowIsNoFraction');
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

const pressureOf = (sbp: number, dbp: number) => meanArterialPressure({ ...noValues(), sbp, dbp });
