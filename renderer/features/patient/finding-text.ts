import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import { findingText as wordedFinding } from '../../../shared/records/finding-wording.ts';

/** A finding's value in words, with the unit of a measure, as paper has it. */
export const findingText = (finding: Pick<Finding, 'code' | 'value'>, t: Translate): string =>
  wordedFinding(finding, {
    text: (key, values) => t(key, { ...values }),
    list: keys => keys.map(key => t(key)).join(t('ui.listComma')),
  });
