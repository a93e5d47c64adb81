import {
  meanPressure,
  oxygenShortfall,
  SEROLOGIES,
  type TransportRecord,
  type VitalSigns,
} from '../../shared/referral/transport-record.ts';
import { timeText } from './packet-wording.ts';
import type { Words } from './words.ts';

/** How the transport record reads on P7. Blank = nobody wrote it: the line waits for the pen. */

const instant = (at: string | null): string => (at === null ? '' : timeText(at));
const joined = (parts: readonly (string | null)[], between = ' '): string =>
  parts.filter(part => part !== null && part.trim() !== '').join(between);
/** Without the separators that it ends on: the next part brings its own. */
export const withoutEnd = (text: string): string => text.trim().replace(/[；;，,、\s]+$/u, '');
const lines = (texts: readonly string[]): string => texts.join('\n');

/** Cells of one row of vital signs, in the order of the columns; units stand in the head. */
export function vitalCells(given: VitalSigns): string[] {
  const { temperature, pulse, respiration, spo2, gcs, urine, glucose, pain } = given;
  const map = meanPressure(given);
  const pressure = given.sbp === null && given.dbp === null ? '' : `${given.sbp ?? '–'}/${given.dbp ?? '–'}`;
  const oxygen = joined([given.oxygenMode, given.oxygenFlow === null ? '' : `${given.oxygenFlow} L/min`]);
  const number = (value: number | null) => (value === null ? '' : String(value));
  return [
    ...[number(temperature), number(pulse), number(respiration)],
    pressure === '' ? '' : joined([pressure, map === null ? '' : `(${map})`]),
    ...[number(spo2), oxygen, number(gcs), number(urine), number(glucose), number(pain)],
  ];
}

export const escortText = ({ escorts }: TransportRecord, words: Words): string =>
  lines(
    escorts.map(escort =>
      joined([
        words.text(`packet.handover.${escort.role}`),
        escort.name,
        escort.qualification,
        escort.criticalCare ? words.text('packet.handover.trained') : '',
        escort.phone,
      ]),
    ),
  );

export const journeyText = ({ distanceKm, route }: TransportRecord): string =>
  joined([distanceKm === null ? '' : `${distanceKm} km`, route]);

type CareRow = 'airway' | 'vasoactive' | 'lines' | 'infusions' | 'carried' | 'safety' | 'infection';

/** The rows of care on the way, by the name of the row. */
export function careTexts(record: TransportRecord, words: Words): Record<CareRow, string> {
  const { supplies, care, isolation } = record;
  const labelled = (label: 'blood' | 'medicines' | 'bleeding' | 'skin' | 'falls' | 'restraint', text: string) =>
    text.trim() === '' ? '' : `${words.text(`packet.handover.${label}`)}${words.t('packet.colon')}${withoutEnd(text)}`;
  const short = oxygenShortfall(record);
  const oxygen =
    supplies.oxygenMinutes === null
      ? ''
      : words.text('packet.handover.oxygen', {
          oxygen: supplies.oxygenMinutes,
          journey: supplies.journeyMinutes ?? '–',
        });
  const between = words.language === 'en' ? '; ' : '；';
  return {
    airway: record.airway.trim(),
    vasoactive: lines(record.vasoactives.map(each => joined([each.drug, each.concentration, each.rate]))),
    lines: lines(
      record.lines.map(line =>
        joined([
          line.kind,
          line.site,
          instant(line.placedAt),
          line.patent === null ? '' : words.text(`packet.handover.${line.patent ? 'patent' : 'notPatent'}`),
        ]),
      ),
    ),
    infusions: lines(record.infusions.map(each => joined([each.drug, each.rate, instant(each.lastDoseAt)]))),
    carried: joined(
      [
        oxygen,
        short === null || short === 0 ? '' : words.text('packet.handover.oxygenShort', { minutes: short }),
        labelled('blood', supplies.bloodProducts),
        labelled('medicines', supplies.medicines),
      ],
      between,
    ),
    safety: joined(
      [
        ...[labelled('bleeding', care.bleeding), labelled('skin', care.skin)],
        ...[labelled('falls', care.falls), labelled('restraint', care.restraint)],
      ],
      between,
    ),
    infection: joined(
      [
        words.list(isolation.precautions.map(each => `packet.handover.precaution.${each}` as const)),
        ...SEROLOGIES.map(kind => {
          const result = isolation[kind];
          return result === null ? '' : `${SEROLOGY_NAMES[kind]} ${words.text(`packet.handover.serology.${result}`)}`;
        }),
      ],
      between,
    ),
  };
}

const SEROLOGY_NAMES = { hbv: 'HBV', hcv: 'HCV', hiv: 'HIV', syphilis: 'TP' } as const;
