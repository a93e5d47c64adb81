import { errors } from './errors.ts';
import { shell } from './shell.ts';

/** All Chinese texts, one file a feature; the top key is the file's name. */
export const zhCN = { errors, shell };
