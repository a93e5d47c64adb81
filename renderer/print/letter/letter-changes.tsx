import type { FindingCode } from '../../../shared/records/finding.ts';
import { findingText } from '../../../shared/records/finding-wording.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';
import { careText } from '../../../shared/records/treatment-text.ts';
import type { PacketChange } from '../../../shared/referral/packet-change.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { labName, timeText } from '../packet-wording.ts';
import type { PageProps } from '../page-props.ts';
import type { TextKey, Words } from '../words.ts';
import { ownWords } from './letter-texts.ts';
import { scoreTitle } from './letter-wording.ts';

const MOST = 12; // changes on the letter; the pages after it hold them all
const LONGEST = 40; // characters of a text that was rewritten

/** What a supplement supersedes and what is new in it; nothing on a first packet. */
export function LetterChanges({ document, words }: PageProps) {
  const said = changesText(document.model, words);
  if (said === null) return null;
  const own = ownWords(document, words);
  return (
    <div className="incomplete">
      <strong>{said.title}</strong> {own === null ? '' : `${own.shown} `}
      {said.changes}
    </div>
  );
}

/** The same in words; null on a first packet. */
export function changesText(model: PacketModel, words: Words): { title: string; changes: string } | null {
  const { supplement, supplementOf, changes } = model;
  if (supplementOf === null) return null;
  const { signedAt, sha256 } = supplementOf;
  const title = words.text('packet.supplement.title', {
    ...{ n: supplement, at: timeText(signedAt), hash: sha256.slice(0, 8) },
  });
  const shown = changes.slice(0, MOST).map(change => changeText(model, change, words));
  if (shown.length === 0) return { title, changes: words.text('packet.supplement.nothing') };
  const isNew = `${words.t('packet.supplement.isNew')}${words.t('packet.colon')}`;
  const more = changes.length > MOST ? ` ${words.t('packet.supplement.more', { n: changes.length - MOST })}` : '';
  return { title, changes: `${isNew}${shown.join(words.language === 'en' ? '; ' : '；')}${more}` };
}

function changeText(model: PacketModel, change: PacketChange, words: Words): string {
  const { before, how, at } = change;
  const after = change.after ?? wordedFromRow(model, change, words);
  const short = (text: string | null) =>
    text === null || text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
  const values = [short(before), short(after)].filter(part => part !== null && part !== '');
  return [
    nameOf(change, words),
    values.join(' → '),
    how === 'removed' ? words.t('packet.supplement.removed') : '',
    at === null ? '' : `（${timeText(at)}）`,
  ]
    .filter(part => part !== '')
    .join(' ');
}

function nameOf({ what, code }: PacketChange, words: Words): string {
  if (what === 'lab') return labName(code as LabCode, words).first;
  if (what === 'finding') return words.pair(`episode.finding.${code as FindingCode}`).first;
  if (what === 'treatment') return words.pair(`treatment.kind.${code as TreatmentKind}`).first;
  if (what === 'score') return scoreTitle(code, words);
  const name = words.pair(`packet.supplement.field.${code}` as TextKey).first;
  return name.startsWith('packet.') ? words.t(`packet.supplement.${what}`) : name;
}

/** Findings and treatments have no printed form of their own: they read as on their pages. */
function wordedFromRow(model: PacketModel, { what, id }: PacketChange, words: Words): string | null {
  if (what === 'finding') {
    const finding = model.findings.find(row => row.id === id);
    return finding ? findingText(finding, words) : null;
  }
  const treatment = what === 'treatment' ? model.treatments.find(row => row.id === id) : undefined;
  return treatment ? careText(treatment, words.t) : null;
}
