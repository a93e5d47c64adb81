import type { SameShape } from '../same-shape.ts';
import type { management as zh } from '../zh-CN/management.ts';

export const management: SameShape<typeof zh> = {
  title: 'Management checklist',
  basis: 'By organ failures counted by CLIF-C (He & Li 2025, R5, R7–R10); a checklist, not an order',
  at: 'on the data of {{time}}',
  none: 'Nothing to judge by yet.',
  failures: 'Organ failures: {{total}}',
  noFailure: 'No organ failure seen',
  carried: '{{organs}}: failing before, recovery not shown',
  notAssessed: 'not assessed: {{organs}}; there may be more',
  class: 'class {{label}}, 90-day mortality about {{percent}} % (He & Li 2025; not the EASL table)',
  done: '{{by}} {{time}}',
  undone: 'taken back by {{by}} {{time}}: {{reason}}',
  notDue: 'no longer asked for by the present failures',
  untick: 'Reason for taking back “{{item}}”',
  untickDo: 'Take back',
  progress: '{{done}} of {{total}} done',
};
