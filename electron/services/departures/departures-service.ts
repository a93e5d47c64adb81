import { AppError } from '../../../shared/contract/errors.ts';
import { blankDeparture, DepartureContent, type DepartureRecord } from '../../../shared/referral/departure-record.ts';
import type { DepartureRow } from '../database/schema.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export type DeparturesService = ReturnType<typeof createDepartures>;

/** Consent to the transfer, transport record and talks with the ward: written on before and after signing. */
export function createDepartures({ read, write, clock }: ServiceDependencies) {
  const row = (referralId: string): DepartureRow | undefined =>
    read.first(read.query.selectFrom('departure_record').selectAll().where('id', '=', referralId));

  function get(referralId: string): DepartureRecord {
    const found = row(referralId);
    return found ? fromRow(found) : { ...blankDeparture(), referralId, version: 0, savedAt: null, savedBy: '' };
  }

  return {
    get,
    /**
     * @param version of the record that was read; 0 = none was saved yet
     * @throws AppError not-found | stale-version
     */
    save(
      actor: Actor,
      { referralId, version, content }: { referralId: string; version: number; content: DepartureContent },
    ): DepartureRecord {
      const of = read.first(read.query.selectFrom('referral').select('patient_id').where('id', '=', referralId));
      if (!of) throw new AppError('not-found');
      const present = row(referralId);
      if ((present?.version ?? 0) !== version)
        throw new AppError('stale-version', { id: referralId, count: present?.version ?? 0 });
      const columns = {
        consent_json: JSON.stringify(content.consent),
        transport_json: JSON.stringify(content.transport),
        calls_json: JSON.stringify(content.calls),
        saved_at: clock.now(),
        saved_by: actor.name,
      };
      write(actor, { action: 'departures.save', subject: of.patient_id, reason: null }, tx => {
        if (present) tx.update('departure_record', referralId, version, columns);
        else tx.insert('departure_record', { id: referralId, ...columns });
        tx.announce({ type: 'referral.changed', referralId, patientId: of.patient_id });
      });
      return get(referralId);
    },
  };
}

const fromRow = ({ id, version, consent_json, transport_json, calls_json, saved_at, saved_by }: DepartureRow) => ({
  ...DepartureContent.parse({
    consent: JSON.parse(consent_json),
    transport: JSON.parse(transport_json),
    calls: JSON.parse(calls_json),
  }),
  referralId: id,
  version,
  savedAt: saved_at,
  savedBy: saved_by,
});
