import { delivery } from './delivery.ts';
import { errors } from './errors.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

/** All Chinese texts, one file a feature; the top key is the file's name. */
export const zhCN = { delivery, errors, shell, ui };
