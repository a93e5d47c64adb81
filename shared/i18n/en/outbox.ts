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
    signedAt: 'Signed',
    delivery: 'Where it is now',
    action: 'You can',
  },
  open: 'Open',
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
