import type { Translate } from '../../shared/i18n/i18n.ts';
import { referral as texts } from '../../shared/i18n/zh-CN/referral.ts';

const isField = (field: string): field is keyof typeof texts.field => Object.hasOwn(texts.field, field);

/** A missing field by its name; one that this program does not know by its key. */
export const fieldName = (field: string, t: Translate): string =>
  isField(field) ? t(`referral.field.${field}`) : field;
