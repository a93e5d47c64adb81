import type { SameShape } from '../same-shape.ts';
import type { zhCN } from '../zh-CN/zh-cn.ts';
import { delivery } from './delivery.ts';
import { errors } from './errors.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

/** All English texts; the type makes a missing or left-over key a compile error. */
export const en: SameShape<typeof zhCN> = { delivery, errors, shell, ui };
