import { createI18n } from '../i18n/i18n.ts';
import type { FindingCode } from '../records/finding.ts';
import { careText } from '../records/treatment-text.ts';
import { lastFinding, lastObservation } from './packet-facts.ts';
import type { PacketModel } from './packet-model.ts';
import { blankVitalSigns, type TransportRecord, type VitalSigns } from './transport-record.ts';

export type TransportSources = Pick<
  PacketModel,
  'findings' | 'observations' | 'treatments' | 'episode' | 'doctor' | 'signedAt'
>;

const MEASURED: Readonly<Partial<Record<keyof VitalSigns, FindingCode>>> = {
  temperature: 'temperature',
  pulse: 'pulse',
  respiration: 'respiration',
  sbp: 'sbp',
  dbp: 'dbp',
  spo2: 'spo2',
  oxygenFlow: 'o2_flow',
};

/**
 * The transport record with its blanks filled from the record, for the escort to check: nothing that was written is
 * touched, and nothing is guessed. The vital signs carry the time of the latest look that gave one of them, and are all
 * of that look: signs of different hours are never put into one row.
 */
export function fillTransport(transport: TransportRecord, sources: TransportSources): TransportRecord {
  const { doctor, treatments, episode } = sources;
  const { t } = createI18n('zh-CN');
  const running = treatments.filter(({ endedAt, voidedAt }) => endedAt === null && voidedAt === null);
  const drug = lastFinding(sources, 'vasopressor_drug')?.value;
  const onPressor = lastFinding(sources, 'vasopressor')?.value === true;
  const hbsag = lastObservation(sources, 'HBSAG');
  const { isolation } = transport;
  const hbv =
    isolation.hbv ?? serology(hbsag?.text ?? null, hbsag?.missing ?? null, episode.aetiologies.includes('hbv'));
  const hcv = isolation.hcv ?? (episode.aetiologies.includes('hcv') ? 'positive' : null);
  const bloodBorne = hbv === 'positive' || hcv === 'positive';
  return {
    ...transport,
    escorts:
      transport.escorts.length > 0 || doctor.displayName === ''
        ? transport.escorts
        : [
            {
              ...{ name: doctor.displayName, role: 'doctor', qualification: doctor.title, phone: doctor.phone },
              criticalCare: false,
            },
          ],
    departureVitals: isBlank(transport.departureVitals) ? lastVitals(sources) : transport.departureVitals,
    vasoactives:
      transport.vasoactives.length === 0 && onPressor && typeof drug === 'string'
        ? [{ drug: drug.slice(0, 50), concentration: '', rate: '' }]
        : transport.vasoactives,
    infusions:
      transport.infusions.length > 0
        ? transport.infusions
        : running.slice(0, 12).map(each => ({
            drug: `${t(`treatment.kind.${each.kind}`)} ${careText(each, t)}`.trim().slice(0, 100),
            rate: '',
            lastDoseAt: null,
          })),
    isolation: {
      ...isolation,
      hbv,
      hcv,
      precautions: isolation.precautions.length === 0 && bloodBorne ? ['blood'] : isolation.precautions,
    },
    carried:
      transport.carried.items.length > 0 || transport.carried.text !== ''
        ? transport.carried
        : { ...transport.carried, items: ['referral-form', 'lab-results', 'consent'] },
  };
}

function serology(text: string | null, missing: string | null, isAetiology: boolean) {
  if (text === 'positive' || isAetiology) return 'positive';
  if (text === 'negative' || text === 'not-detected') return 'negative';
  return missing === 'pending' ? 'pending' : null;
}

const isBlank = (vitals: VitalSigns): boolean => JSON.stringify(vitals) === JSON.stringify(blankVitalSigns());

function lastVitals(sources: TransportSources): VitalSigns {
  const codes = Object.entries(MEASURED) as [keyof VitalSigns, FindingCode][];
  const last = codes.flatMap(([key, code]) => {
    const found = lastFinding(sources, code);
    return found && typeof found.value === 'number' ? [{ key, value: found.value, at: found.observedAt }] : [];
  });
  const at = last.reduce<string | null>(
    (best, row) => (best === null || Date.parse(row.at) > Date.parse(best) ? row.at : best),
    null,
  );
  const together = last.filter(row => row.at === at).map(({ key, value }) => [key, value]);
  return { ...blankVitalSigns(), at, ...Object.fromEntries(together) };
}
