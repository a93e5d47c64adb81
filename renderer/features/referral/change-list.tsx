import { useTranslation } from 'react-i18next';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import { LAB_CODES } from '../../../shared/records/observation.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { PacketChange } from '../../../shared/referral/packet-change.ts';
import { scoreTitle } from '../../print/letter/letter-wording.ts';
import { wordsOf } from '../../print/words.ts';
import { fieldName } from '../../ui/referral-field-name.ts';
import './change-list.css';

/** What a supplement would say otherwise than the packet before. */
export function ChangeList({ changes }: { changes: readonly PacketChange[] }) {
  const { t, i18n } = useTranslation();
  return (
    <section data-testid="change-list">
      <h3 className="panel-head">{t('composer.supplement.changes')}</h3>
      {changes.length === 0 ? <p className="note">{t('composer.supplement.noChanges')}</p> : null}
      <ul className="change-list">
        {changes.map(change => (
          <li key={`${change.what}-${change.code}-${change.id ?? change.at ?? ''}-${change.how}`}>
            <span>{nameOf(change, t, i18n.language)}</span> {t(`composer.supplement.how.${change.how}`)}
            {change.before === null || change.after === null ? '' : ` ${brief(change.before)} →`}{' '}
            {change.after === null ? '' : brief(change.after)}{' '}
            <small>{change.at === null ? '' : wallClock(change.at)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

const BRIEF = 60;
const brief = (text: string): string => (text.length > BRIEF ? `${text.slice(0, BRIEF - 1)}…` : text);

function nameOf({ what, code }: PacketChange, t: Translate, language: string): string {
  const known = LAB_CODES.find(each => each === code);
  if (what === 'lab' && known) return `${labItem(known).names[language === 'en' ? 'en' : 'zh-CN']} ${known}`;
  if (what === 'finding') return t(`episode.finding.${code}` as 'episode.finding.he');
  if (what === 'treatment') return t(`treatment.kind.${code}` as 'treatment.kind.other');
  if (what === 'score') return scoreTitle(code, wordsOf(language === 'en' ? 'en' : 'zh'));
  if (what === 'form') return fieldName(code, t);
  return t(`composer.source.${what === 'patient' ? 'patient' : 'episode'}`);
}
