import { noValues } from '../../../shared/clinical/inputs.ts';
import { meanArterialPressure } from '../../../shared/clinical/organ-failure.ts';
import { roundHalfUp } from '../../../shared/clinical/rounding.ts';
import { oxygenProblem, oxygenRatio } from '../../../shared/clinical/unit-slip.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { Finding } from '../../../shared/records/finding.ts';

/** Readings of one look: pressures in mmHg, SpO2 in %, PaO2 in mmHg, FiO2 as a fraction. */
export interface VitalSigns {
  readonly sbp?: number | undefined;
  readonly dbp?: number | undefined;
  readonly spo2?: number | undefined;
  readonly pao2?: number | undefined;
  readonly fio2?: number | undefined;
}

/** What follows from the readings, with what it was computed from: MAP, SpO2/FiO2, PaO2/FiO2. Swapped pressures: none. */
export function computedVitals({ sbp, dbp, spo2, pao2, fio2 }: VitalSigns, t: Translate): string[] {
  const map = sbp !== undefined && dbp !== undefined && sbp > dbp ? pressureOf(sbp, dbp) : undefined;
  const ratio = (kind: 'sf' | 'pf', oxygen: number | undefined) =>
    oxygen === undefined || fio2 === undefined || oxygenProblem({ oxygen, fio2 }, kind) !== null
      ? []
      : [t(`episode.computed.${kind}`, { value: roundHalfUp(oxygenRatio({ oxygen, fio2 })), oxygen, fio2 })];
  return [
    ...(map === undefined ? [] : [t('episode.computed.map', { value: roundHalfUp(map) })]),
    ...ratio('sf', spo2),
    ...ratio('pf', pao2),
  ];
}

const pressureOf = (sbp: number, dbp: number) => meanArterialPressure({ ...noValues(), sbp, dbp });

const PARTNERS: { readonly [K in Finding['code']]?: keyof VitalSigns } = { sbp: 'dbp', spo2: 'fio2', pao2: 'fio2' };

/** What a recorded reading gives together with its partner of the same look. */
export function computedBeside(
  { code, value, observedAt, voidedAt }: Pick<Finding, 'code' | 'value' | 'observedAt' | 'voidedAt'>,
  findings: readonly (Pick<Finding, 'value' | 'observedAt' | 'voidedAt'> & { readonly code: string })[],
  t: Translate,
): string[] {
  const partner = PARTNERS[code];
  if (partner === undefined || typeof value !== 'number' || voidedAt !== null) return [];
  const beside = findings.find(
    row => row.code === partner && row.voidedAt === null && Date.parse(row.observedAt) === Date.parse(observedAt),
  )?.value;
  return typeof beside === 'number' ? computedVitals({ [code]: value, [partner]: beside }, t) : [];
}
