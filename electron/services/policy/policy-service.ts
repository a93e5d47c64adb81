import { policyFaults } from '../../../shared/clinical/policy-check.ts';
import { defaultReferralPolicy, ReferralPolicy } from '../../../shared/clinical/referral-policy.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { PolicyVersion } from '../../../shared/contract/policy.ts';
import { type Actor, PROGRAM, type Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export interface PolicyDependencies extends ServiceDependencies {
  /** Another table is in force: the advice of every open episode is computed anew. */
  onInForce: (tx: Transaction) => void;
}

/** The hospital's referral policy: a table by version, each confirmed by a physician before it comes into force. */
export function createPolicy({ read, write, ids, onInForce }: PolicyDependencies) {
  /** Newest first, with the confirmation of each. */
  const rows = () =>
    read.all(
      read.query
        .selectFrom('policy_version as version')
        .leftJoin('policy_confirmation as done', 'done.policy_version_id', 'version.id')
        .selectAll('version')
        .select(['done.confirmed_at', 'done.confirmed_by'])
        .orderBy('version.number', 'desc'),
    );
  type Row = ReturnType<typeof rows>[number];

  const inForceOf = (all: readonly Row[]): Row | undefined =>
    all.find(row => row.confirmed_at !== null) ?? all.find(({ origin }) => origin === 'built-in');

  function versionOf(row: Row, isInForce: boolean): PolicyVersion {
    return {
      id: row.id,
      number: row.number,
      origin: row.origin,
      table: ReferralPolicy.parse(JSON.parse(row.table_json)),
      reason: row.reason,
      savedAt: row.saved_at,
      savedBy: row.saved_by,
      confirmed:
        row.confirmed_at === null || row.confirmed_by === null ? null : { at: row.confirmed_at, by: row.confirmed_by },
      isInForce,
    };
  }

  function list(): PolicyVersion[] {
    const all = rows();
    const inForce = inForceOf(all);
    return all.map(row => versionOf(row, row === inForce));
  }

  function version(number: number): PolicyVersion {
    const found = list().find(each => each.number === number);
    if (!found) throw new AppError('not-found');
    return found;
  }

  function insert(
    tx: Transaction,
    actor: Actor,
    fields: Pick<PolicyVersion, 'number' | 'origin' | 'table' | 'reason'>,
  ) {
    tx.insert('policy_version', {
      id: ids.uuid(),
      number: fields.number,
      origin: fields.origin,
      table_json: JSON.stringify(fields.table),
      reason: fields.reason,
      saved_at: tx.at,
      saved_by: actor.name,
    });
  }

  const inForce = (): PolicyVersion => {
    const found = inForceOf(rows());
    if (!found) throw new AppError('not-found'); // `begin` puts the first one there
    return versionOf(found, true);
  };

  return {
    list,
    inForce,
    /** Stores the table of the program, and a newer one while nobody has made it the hospital's own. */
    begin(): void {
      const [newest] = list();
      const isOurs = newest === undefined || (newest.origin === 'built-in' && newest.confirmed === null);
      if (!isOurs || newest?.table.version === defaultReferralPolicy.version) return;
      write(PROGRAM, { action: 'policy.begin', subject: null, reason: null }, tx => {
        const number = (newest?.number ?? 0) + 1;
        insert(tx, PROGRAM, { number, origin: 'built-in', table: defaultReferralPolicy, reason: '' });
        onInForce(tx);
      });
    },
    /** @throws AppError stale-version | invalid-input naming rule and field */
    save(
      actor: Actor,
      input: Pick<ReferralPolicy, 'rules' | 'rescoreAfterHours'> & { basedOn: number; reason: string },
    ): PolicyVersion {
      const { rules, rescoreAfterHours, basedOn, reason } = input;
      const faults = policyFaults({ rules, rescoreAfterHours });
      if (faults.length > 0) {
        const fields = faults.map(({ rule, field }) => (rule === null ? field : `rules.${rule}.${field}`));
        throw new AppError('invalid-input', { fields: [...new Set(fields)] });
      }
      const number = basedOn + 1;
      write(actor, { action: 'policy.save', subject: null, reason }, tx => {
        const newest = list()[0]?.number ?? 0;
        if (newest !== basedOn) throw new AppError('stale-version', { count: newest });
        const table = { id: 'site', version: String(number), rules, rescoreAfterHours };
        insert(tx, actor, { number, origin: 'site', table, reason });
        tx.announce({ type: 'settings.changed' });
      });
      return version(number);
    },
    /** @throws AppError not-found | stale-version where a newer one waits | already-signed */
    confirm(actor: Actor, { number }: { number: number }): PolicyVersion {
      const present = version(number);
      write(actor, { action: 'policy.confirm', subject: null, reason: null }, tx => {
        const newest = list()[0]?.number ?? 0;
        if (newest !== number) throw new AppError('stale-version', { count: newest });
        if (version(number).confirmed) throw new AppError('already-signed');
        tx.insert('policy_confirmation', {
          id: ids.uuid(),
          policy_version_id: present.id,
          confirmed_at: tx.at,
          confirmed_by: actor.name,
        });
        if (!present.isInForce) onInForce(tx);
        tx.announce({ type: 'settings.changed' });
      });
      return version(number);
    },
  };
}
