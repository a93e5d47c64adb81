import type { SameShape } from '../same-shape.ts';
import type { roads as zh } from '../zh-CN/roads.ts';

export const roads: SameShape<typeof zh> = {
  fault: {
    'not-ours': {
      what: 'This is no code or file of GanQiao.',
      next: 'Scan the codes of a referral form, or choose another file.',
    },
    'newer-format': {
      what: 'Made by a newer GanQiao; this computer cannot read it.',
      next: 'Update this program, or go by the paper.',
    },
    'too-large': {
      what: 'The file is too large.',
      next: 'A referral file is at most 50 MB; ask for a new export, or go by the paper.',
    },
    damaged: { what: 'Incomplete or damaged.', next: 'Scan or copy it again; failing that, go by the paper.' },
    altered: {
      what: 'The content was changed: it does not fit its signature.',
      next: 'Trust none of its values; phone the referring hospital.',
    },
    'parts-missing': { what: 'A code is still missing.', next: 'Scan the other codes of the same page.' },
    'mixed-packets': {
      what: 'A code of another referral.',
      next: 'Scan one referral at a time; to change, press "Start again".',
    },
    'wrong-receiver': {
      what: 'Not for this hospital: it has no key that opens it.',
      next: 'Check the receiver; if it is you, the sender needs your present key and a new export.',
    },
    'unknown-sender': {
      what: 'Unknown facility: the signer is not on the trust list.',
      next: "Check by telephone; an administrator imports the alliance list or the partner's keys in Settings › Keys.",
    },
    'revoked-key': {
      what: 'The signing key was revoked or has expired.',
      next: 'Do not rely on it; phone the referring hospital.',
    },
    outdated: { what: 'Older than what this computer holds.', next: 'The newer version stays; nothing was changed.' },
    foreign: {
      what: "Of another alliance's registry.",
      next: 'An administrator compares the registry base address of both hospitals.',
    },
    training: { what: 'Training data and real data do not mix.', next: 'Read it on a site of its own kind.' },
    'not-answerable': {
      what: 'The referral that this answers is not here.',
      next: 'Import it on the computer that signed the referral.',
    },
    'illegal-answer': {
      what: 'This step is not possible from where the referral stands.',
      next: 'Look at the referral and phone the ward.',
    },
    'not-the-ward': { what: 'Not answered by the receiving hospital.', next: 'Phone the ward.' },
    'no-seal-key': {
      what: 'The seal key of the receiving hospital is not known here.',
      next: 'An administrator imports the alliance list or the partner keys in Settings › Keys; the paper goes on as it is.',
    },
    'nothing-to-carry': {
      what: 'Sharing was refused, or there is no ward: no file can be made.',
      next: 'Use the paper.',
    },
    'no-code-in-picture': {
      what: 'No QR code found in the picture.',
      next: 'Take it straight and sharp, one code at a time, or use a hand scanner.',
    },
    'other-root': {
      what: 'Not signed by the alliance that this computer has confirmed.',
      next: 'Check with the alliance; the list was not changed.',
    },
    'older-profile': { what: 'Not newer than the list held here.', next: 'The list was not changed.' },
    'wrong-password': {
      what: 'Wrong password, or a damaged file.',
      next: 'Check the password that was set at the export.',
    },
    'wrong-fingerprint': {
      what: 'Not the fingerprint that was compared.',
      next: 'Choose the file again and compare anew.',
    },
    'own-card': { what: "This is your own hospital's key file.", next: "Choose the partner's key file." },
  },
  keys: {
    unfit:
      'The cryptography check failed ({{checks}}): nothing is signed, sealed or verified. Reinstall the program or call support; referrals can still be printed.',
    own: 'Keys of this hospital',
    ownHint:
      'Hand the key file to the alliance or a partner and compare the fingerprint by telephone, group by group. The file holds public keys only.',
    card: 'Fingerprint to compare',
    sign: 'Signing key of workstation {{workstation}}',
    seal: 'Seal key of the hospital',
    export: 'Export key file',
    exported: 'Exported {{name}}',
    alliance: 'Alliance list',
    allianceNone: 'No alliance list imported yet. Without one, add partner hospitals one by one.',
    allianceFacts: 'Version {{version}} · issued {{issued}} · imported {{imported}} by {{by}}',
    root: 'Root fingerprint',
    importProfile: 'Import alliance list',
    addPartner: 'Add a partner',
    facilities: 'Trusted facilities',
    none: 'No trusted facility yet: codes and files received cannot be verified, codes sent cannot be sealed.',
    column: {
      facility: 'Facility',
      phone: 'Phone',
      fingerprint: 'Fingerprint to compare',
      state: 'State',
      action: 'Action',
    },
    source: { alliance: 'alliance', 'by-hand': 'added by hand', replaced: 'by hand (alliance counts)' },
    inForce: 'in force',
    until: 'until {{at}}',
    revoked: 'revoked {{at}}',
    noSeal: 'no seal key',
    signKeys: '{{total}} signing keys',
    revoke: 'Revoke',
    revokeReason: 'Reason',
    revokeRun: 'Revoke keys',
    revokeHint: 'What it signs from now on is refused; what it signed before stays readable, marked.',
    compareFirst:
      'First import: phone the alliance and compare the root fingerprint, group by group. Import only if equal.',
    compareNext: 'Signed by the alliance that this computer has confirmed.',
    comparePartner:
      'Phone the partner on a number you know and compare the fingerprint, group by group. Add only if equal.',
    compared: 'Compared by telephone, every group is equal',
    importRun: 'Import list',
    addRun: 'Add to trusted facilities',
    profileFacts: 'Version {{version}} · issued {{issued}} · {{total}} facilities',
    fhirBase: 'Registry base {{base}}',
    file: 'File',
    transfer: 'Seal key to another computer of this hospital',
    transferHint:
      'All computers of the hospital share one seal key. Export here, carry it by USB stick, import there; tell the password apart from the stick.',
    password: 'File password',
    passwordFirst: 'First enter a file password of at least 8 characters.',
    exportSeal: 'Export key',
    importSeal: 'Import key',
    choose: 'Choose file',
    sealTaken: 'Imported; this computer now uses that key. The former one still opens older files.',
    done: 'Done',
  },
};
