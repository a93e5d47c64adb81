import { isContractProcedure } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { assertAccess } from '../../../electron/services/rpc/access.ts';
import type { Workstation } from '../../../electron/services/workstation.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { type Access, ROLES, type Role } from '../../../shared/contract/roles.ts';

/**
 * Who may call what, written out by hand from the table of sites and roles, so that a change of the contract shows here.
 * P physician, N nurse, Q quality reviewer, A administrator, U auditor; `any` = also before unlock, `all` = whoever is
 * signed in.
 */
const MATRIX: Record<string, string> = {
  'application.status': 'any',
  'setup.recoveryKey': 'any',
  'setup.complete': 'any',
  'session.unlock': 'any',
  'session.lock': 'all',
  'session.touch': 'all',
  'session.teach': 'PN',
  'session.changePassword': 'all',
  'deviceClock.status': 'all',
  'deviceClock.confirm': 'PN',
  'drafts.get': 'all',
  'drafts.put': 'all',
  'drafts.discard': 'all',
  'users.list': 'A',
  'users.add': 'A',
  'users.update': 'A',
  'users.resetPassword': 'A',
  'users.deactivate': 'A',
  'facility.get': 'all',
  'facility.update': 'A',
  'wards.list': 'all',
  'wards.add': 'A',
  'wards.update': 'A',
  'backup.status': 'all',
  'backup.run': 'A',
  'backup.setFolder': 'A',
  'backup.list': 'any',
  'backup.restore': 'any',
  'backup.recover': 'any',
  'audit.check': 'AU',
  'audit.list': 'U',
  'audit.actors': 'U',
  'audit.export': 'U',
  'registry.get': 'all',
  'registry.set': 'A',
  'registry.access': 'A',
  'registry.makeKey': 'A',
  'registry.setCertificate': 'A',
  'registry.setAuthority': 'A',
  'registry.setProxy': 'A',
  'registry.setAllowedHosts': 'A',
  'registry.test': 'A',
  'formulas.status': 'all',
  'formulas.check': 'all',
  'models.list': 'all',
  'models.install': 'A',
  'worklist.list': 'PNQ',
  'worklist.badge': 'PNQ',
  'patients.search': 'PN',
  'patients.get': 'PN',
  'patients.reveal': 'PN',
  'patients.create': 'PN',
  'patients.update': 'PN',
  'patients.versions': 'PN',
  'identity.suspects': 'PN',
  'identity.pairs': 'PN',
  'identity.distinguish': 'PN',
  'identity.addUnnamed': 'PN',
  'identity.confirm': 'PN',
  'identity.history': 'PN',
  'identity.compare': 'P',
  'identity.merge': 'P',
  'identity.undoMerge': 'P',
  'episodes.list': 'PN',
  'episodes.get': 'PN',
  'episodes.create': 'PN',
  'episodes.update': 'PN',
  'episodes.versions': 'PN',
  'findings.list': 'PN',
  'findings.record': 'PN',
  'findings.correct': 'PN',
  'findings.void': 'PN',
  'findings.versions': 'PN',
  'labs.list': 'PN',
  'labs.record': 'PN',
  'labs.recordPanels': 'PN',
  'labs.versions': 'PN',
  'labs.correct': 'PN',
  'labs.void': 'PN',
  'criticalValues.tables': 'all',
  'criticalValues.sign': 'P',
  'criticalValues.list': 'PN',
  'criticalValues.acknowledge': 'PN',
  'labImports.begin': 'PN',
  'labImports.append': 'PN',
  'labImports.beginFromInbox': 'PN',
  'labImports.read': 'PN',
  'labImports.preview': 'PN',
  'labImports.commit': 'PN',
  'labImports.discard': 'PN',
  'labImports.list': 'PN',
  'labImports.undo': 'PN',
  'labProfiles.list': 'all',
  'labProfiles.save': 'PN',
  'labProfiles.void': 'PN',
  'labInbox.status': 'all',
  'labInbox.setFolder': 'A',
  'labInbox.list': 'PN',
  'labInbox.dismiss': 'PN',
  'firstVisit.record': 'PN',
  'assessments.list': 'PN',
  'policy.list': 'all',
  'policy.save': 'A',
  'policy.confirm': 'P',
  'advice.get': 'PN',
  'advice.confirm': 'P',
  'advice.override': 'P',
  'management.list': 'PN',
  'management.tick': 'PN',
  'management.untick': 'PN',
  'treatments.list': 'PN',
  'treatments.record': 'PN',
  'treatments.correct': 'PN',
  'treatments.end': 'PN',
  'treatments.void': 'PN',
  'treatments.versions': 'PN',
  'pathway.get': 'PN',
  'pathway.deeds': 'PN',
  'pathway.physicians': 'PN',
  'pathway.stamp': 'PN',
  'pathway.voidStamp': 'PN',
  'pathway.handOver': 'PN',
  'pathway.end': 'P',
  'pathway.resume': 'P',
  'figures.monthly': 'PQ',
  'figures.export': 'PQ',
  'referrals.list': 'PN',
  'referrals.get': 'PN',
  'referrals.draft': 'PN',
  'referrals.supplement': 'PN',
  'referrals.discard': 'PN',
  'referrals.makeLetter': 'PN',
  'referrals.prefill': 'PN',
  'referrals.save': 'PN',
  'referrals.sign': 'P',
  'referrals.withdraw': 'P',
  'departures.get': 'PN',
  'departures.save': 'PN',
  'departures.tellEta': 'PN',
  'departures.addScan': 'PN',
  'departures.scan': 'PN',
  'departures.withdrawConsent': 'PN',
  'returns.get': 'PN',
  'returns.save': 'PN',
  'packet.preview': 'PN',
  'packet.pdf': 'PN',
  'packet.print': 'PN',
  'answers.course': 'PN',
  'answers.recordPhone': 'PN',
  'answers.retract': 'PN',
  'answers.reconcile': 'P',
  'answers.news': 'PN',
  'answers.acknowledge': 'PN',
  'messages.list': 'PN',
  'messages.send': 'PN',
  'packet.testPage': 'all',
  'outbox.list': 'PN',
  'outbox.detail': 'PN',
  'outbox.resend': 'P',
  'outbox.setAside': 'P',
  'outbox.decide': 'P',
  'sync.status': 'all',
  'sync.now': 'all',
  'sync.networkChanged': 'any',
  'sync.refetch': 'PN',
  'sync.compare': 'A',
  'sync.settle': 'A',
  'trust.own': 'A',
  'trust.exportOwn': 'A',
  'trust.overview': 'A',
  'trust.previewProfile': 'A',
  'trust.importProfile': 'A',
  'trust.previewPartner': 'A',
  'trust.addPartner': 'A',
  'trust.revokePartner': 'A',
  'trust.exportSealKey': 'A',
  'trust.importSealKey': 'A',
  'sealedFiles.export': 'PN',
  'received.readCodes': 'PN',
  'received.takeCodes': 'PN',
  'received.beginFile': 'PN',
  'received.appendFile': 'PN',
  'received.previewFile': 'PN',
  'received.takeFile': 'PN',
  'received.list': 'PN',
  'received.get': 'PN',
  'received.attachment': 'PN',
  'received.answer': 'P',
  'received.exportAnswer': 'PN',
  'events.subscribe': 'any',
};

const LETTERS: Record<Role, string> = {
  physician: 'P',
  nurse: 'N',
  'quality-reviewer': 'Q',
  administrator: 'A',
  auditor: 'U',
};

function procedures(node: object, path: string[] = []): [string, Access][] {
  if (isContractProcedure(node)) return [[path.join('.'), (node['~orpc'].meta as { access: Access }).access]];
  return Object.entries(node).flatMap(([name, child]) => procedures(child, [...path, name]));
}

const workstationOf = (roles: Role[] | null, isOpen = true) =>
  ({ site: isOpen ? {} : null, userOf: () => roles && { roles } }) as unknown as Workstation;

const code = (access: Access, workstation: Workstation): string => {
  try {
    assertAccess(access, workstation, 'c');
    return 'ok';
  } catch (failure) {
    return (failure as { code: string }).code;
  }
};

describe('the role matrix', () => {
  it('names every procedure of the contract, and no other', () => {
    expect(
      procedures(contract)
        .map(([path]) => path)
        .sort(),
    ).toEqual(Object.keys(MATRIX).sort());
  });

  it.each(procedures(contract))('%s is open to its roles and to nobody else', (path, access) => {
    const allowed = MATRIX[path] ?? '';
    for (const role of ROLES) {
      const expected =
        allowed === 'any' || allowed === 'all' || allowed.includes(LETTERS[role]) ? 'ok' : 'forbidden-role';
      expect([role, code(access, workstationOf([role]))]).toEqual([role, expected]);
    }
    expect(code(access, workstationOf(null))).toBe(allowed === 'any' ? 'ok' : 'not-signed-in');
    expect(code(access, workstationOf(null, false))).toBe(allowed === 'any' ? 'ok' : 'vault-locked');
  });

  it('lets a user with several roles do what any of them may', () => {
    expect(code(['physician'], workstationOf(['administrator', 'physician']))).toBe('ok');
  });
});
