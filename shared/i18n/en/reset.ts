import type { SameShape } from '../same-shape.ts';
import type { reset as zh } from '../zh-CN/reset.ts';

export const reset: SameShape<typeof zh> = {
  why: {
    epoch: 'The registry was wiped or restored from a backup.',
    'task-missing': 'The registry no longer holds an open referral of this hospital.',
    'ops-missing': 'The registry has lost several acknowledged steps of this hospital.',
    'other-registry': 'Another registry stands at this address; it does not hold the earlier referrals.',
  },
  stopped:
    'Nothing is sent to it since {{time}}; what was delivered is of unknown state. If urgent, telephone the ward and print.',
  whoDecides: 'An administrator decides under Settings › Registry.',
  toSettings: 'Decide',
  title: 'The registry was reset: compare before sending',
  explain:
    'Ask the operator of the registry by telephone what has happened, then compare. Until you decide, nothing is sent.',
  compare: 'Compare with the registry',
  comparing: 'Comparing…',
  column: { number: 'Referral no.', local: 'Known here', server: 'At the registry', same: 'Result' },
  none: 'not there',
  nothing: 'No referral was acknowledged by a registry: you can simply go on.',
  result: { missing: 'missing', same: 'same', differs: 'differs', ended: 'ended, not sent again' },
  missing: '{{total}} referrals; the registry lacks {{missing}} open ones.',
  resend: 'Send again what is missing, and go on',
  goOn: 'Send only new referrals',
  goOnHint:
    'Without sending again: what the registry lacks is listed as needing a hand, for a physician to decide one by one.',
};
