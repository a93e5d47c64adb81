/** The checklist of management by organ failures. */
export const management = {
  title: '处理清单',
  basis: '按 CLIF-C 器官衰竭计数（He & Li 2025，R5、R7–R10）；是核对清单，不是医嘱',
  at: '依据 {{time}} 的数据',
  none: '尚无可评估的数据。',
  failures: '器官衰竭 {{total}} 个',
  noFailure: '未见器官衰竭',
  carried: '{{organs}}：此前衰竭，尚未证实恢复',
  notAssessed: '未评估：{{organs}}，故可能更多',
  class: '{{label}} 类，90 天病死率约 {{percent}} %（He & Li 2025，与 EASL 表不同源）',
  done: '{{by}} {{time}}',
  undone: '{{by}} {{time}} 撤销：{{reason}}',
  notDue: '目前分级不再要求',
  untick: '撤销“{{item}}”的理由',
  untickDo: '撤销',
  progress: '{{done}}/{{total}} 项已做',
};
