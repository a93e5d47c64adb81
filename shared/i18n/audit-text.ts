import type { Translate } from './i18n.ts';
import { audit } from './zh-CN/audit.ts';

type Texts = { readonly [name: string]: string | Texts };

/** Whether a text stands at this path of the texts. */
function isText(texts: Texts, path: readonly string[]): boolean {
  let node: string | Texts | undefined = texts;
  for (const name of path) {
    if (node === undefined || typeof node === 'string' || !Object.hasOwn(node, name)) return false;
    node = node[name];
  }
  return typeof node === 'string';
}

/** A deed in words; one that has none (of a newer version of the program) by its name. */
export const actionText = (action: string, t: Translate): string =>
  isText(audit.action, action.split('.')) ? t(`audit.action.${action}` as 'audit.action.patients.get') : action;

/** What was written, counted by kind: `lab value new ×12`. */
export function changesText(changes: readonly { entity: string; operation: string }[], t: Translate): string {
  const counts = new Map<string, number>();
  for (const { entity, operation } of changes) {
    const what = isText(audit.entity, [entity]) ? t(`audit.entity.${entity}` as 'audit.entity.patient') : entity;
    const how = isText(audit.operation, [operation])
      ? t(`audit.operation.${operation}` as 'audit.operation.insert')
      : operation;
    const kind = `${what} ${how}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${kind} ×${count}`)).join(t('ui.listComma'));
}
