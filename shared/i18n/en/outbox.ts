import type { SameShape } from '../same-shape.ts';
import type { outbox as zh } from '../zh-CN/outbox.ts';

export const outbox: SameShape<typeof zh> = {
  title: 'Outbox',
  explain: '"Delivered" is shown only when the registry has acknowledged it. All else is still on this computer.',
  syncNow: 'Sync now',
  syncing: 'Syncing…',
  column: {
    number: 'Referral number',
    patient: 'Patient',
    ward: 'Receiving ward',
    delivery: 'Where it is now',
    action: 'You can',
    since: 'Since',
  },
  details: 'Details',
  hideDetails: 'Hide details',
  problems: '{{count}} need action',
  problem: {
    title: {
      refused: 'Refused by the registry: {{what}}',
      conflict: 'We report "{{mine}}", the registry has "{{theirs}}"',
      conflictAlone: 'We report "{{mine}}", the registry has something else',
      blocked: 'Could not be sent: {{what}}',
    },
    step: {
      bundle: 'the referral',
      task: 'a change of state',
      binary: 'an attachment',
      document: 'the note on an attachment',
      message: 'a message',
      request: 'the request',
    },
    parts: 'It is about: ',
    partWay: ' ({{way}})',
    words: "The registry's words: ",
    noWords: 'The registry gave no reason.',
    lastAttempt: 'last attempt {{time}}',
    mine: 'What we report (not taken yet)',
    theirs: 'What stands at the registry',
    at: '{{time}}, {{by}}',
    alarm: 'The patient may be on the road while the ward says "{{state}}". Telephone {{phone}} now, then decide.',
    alarmReceived:
      'The sender says "{{state}}", against our answer. Telephone {{phone}} now to learn where the patient is.',
    reason: 'Reason',
    printAndPhone: 'Print, and telephone {{phone}}',
    phoneNow: 'Now telephone the ward: {{phone}}.',
    phoneOnly: 'You may tell them by telephone: {{phone}}.',
    notPhysician: 'A physician has to decide.',
  },
  next: {
    conflict: 'Telephone the ward first; then a physician chooses.',
    alarm:
      'At the registry this referral has ended. If the ward takes the patient after all, type in its telephone answer; for another hospital, open a new referral.',
    conflictReceived: 'Telephone the sender first; then a physician chooses.',
    alarmReceived:
      'At the registry this referral has ended. Follow the registry once you have asked; if you still take the patient, the sender opens a new referral.',
    refused:
      'Correct what it is about and send again; if the content is right, the registry has to be mended first, then send again as it is.',
    'refused-again':
      "The registry's administrator mends it by the words above; then send again as it is. Where the referral itself is stands in the line above.",
    'too-large':
      'Larger than the registry takes: its administrator raises the limit, then send again as it is. Meanwhile give paper or the file along.',
    organization:
      "The registry's administrator enters this hospital; then send again as it is. Nothing is to be corrected.",
    forbidden: "The registry's administrator gives this computer the right to do it; then send again as it is.",
    moved:
      'The record is being changed at the registry: send again later; if it happens again, tell its administrator.',
    deleted:
      'The record was deleted at the registry: telephone first; if the referral still stands, send again as it is.',
    'task-taken':
      "A task of the same number at the registry is not ours: telephone the ward, and let the registry's administrator look.",
    'attachment-changed':
      'The file was damaged or changed and was not sent: give paper along, or sign again by a supplement.',
    'payload-damaged':
      'What was to be sent is damaged on this computer: give paper along, or sign again by a supplement, and call support.',
    'training-mismatch':
      'A training site needs a training registry and a real site a real one: the administrator checks the address under Settings › Registry.',
    'registry-reset':
      'The administrator compares with the registry first, under Settings › Registry, then decides what is sent again.',
    restored:
      'The data here came back from a backup, and nobody knows whether this had gone out: ask the ward by telephone; if it has nothing, send again as it is.',
    other: 'Call support; meanwhile telephone the ward, and print or export.',
  },
  choice: {
    edit: 'Correct and send again',
    resend: 'Send again as it is',
    'set-aside': 'Set aside (never send)',
    insist: 'Report "{{move}}" all the same',
    'give-way': 'Go by the registry, drop "{{move}}"',
    insistCancel: 'Withdraw all the same',
    keepReferral: 'Keep the referral',
  },
  confirm: { 'set-aside': 'Set aside', insist: 'Confirm', 'give-way': 'Confirm' },
  way: {
    patient: 'change patient details',
    labs: 'mend it on the Labs page',
    treatment: 'mend it on the Treatment page',
    form: 'mend it in the referral',
    users: 'Settings › Users (administrator)',
  },
  part: {
    name: "patient's name",
    sex: 'sex',
    birthDate: 'date of birth',
    hospitalNumber: 'hospital or identity number',
    phone: 'telephone',
    address: 'address',
    patient: 'patient',
    lab: 'laboratory value or finding',
    score: 'score',
    diagnosis: 'diagnosis',
    treatment: 'treatment',
    sharing: 'consent to sharing',
    doctor: 'referring doctor',
    purpose: 'purpose of the referral',
    reason: 'reason of the referral',
    urgency: 'urgency',
    ward: 'receiving ward',
    organization: 'hospital not known to the registry',
    request: 'request',
    status: 'state of the referral',
    letter: 'attachment',
    message: 'message',
  },
  technical: {
    row: 'Content',
    state: 'State',
    created: 'Queued',
    next: 'Next',
    acked: 'Acknowledged',
    attempts: 'Attempts',
    none: 'not tried',
    ok: 'done',
    states: {
      pending: 'queued',
      inflight: 'sending',
      acked: 'acknowledged',
      blocked: 'blocked',
      dead: 'refused',
      superseded: 'not sent any more',
    },
  },
  phone: 'phone',
  callNow: 'Urgent and not delivered for {{age}}: phone the ward, {{phone}}, and print or export it.',
  empty: 'No signed referrals.',
  emptyHint: "A referral appears here once it is signed on the patient's page.",
  status: {
    lastComplete: 'Last complete sync',
    lastAnswer: 'Last answer of the registry',
    lastError: 'Last failure',
    queued: 'Waiting to be sent',
    oldest: 'Oldest',
    never: 'never',
  },
  notConfigured:
    'No registry is set up; signed referrals stay on this computer. The administrator enters its address under Settings › Registry.',
  key: { sync: 'Sync now', rows: 'Up and down move, Enter opens' },
};
