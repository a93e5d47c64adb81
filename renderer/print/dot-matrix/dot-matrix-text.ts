import { maySendByNetwork } from '../../../shared/referral/completeness.ts';
import { Urgency } from '../../../shared/referral/form.ts';
import { CARBON_HOLDERS, type PacketDocument } from '../../../shared/referral/packet-model.ts';
import { clockText } from '../clock-wording.ts';
import { keyValueItems } from '../letter/key-value-items.ts';
import { changesText } from '../letter/letter-changes.tsx';
import { letterRows, missingText } from '../letter/letter-texts.ts';
import { letterScores, oneTime } from '../letter/letter-wording.ts';
import { ageText, identityText, sentenceText, sexText, timeText } from '../packet-wording.ts';
import type { TextKey, Words } from '../words.ts';
import { beside, centred, columnsOf, flowed, indented, padded, wrapped } from './columns.ts';

/** Columns of 1.85 mm (10.5 pt Han characters) and lines of 1/6 inch on a form of 241 × 140 mm. */
export const COLUMNS = 108;
export const LINES = 28;
const HALF = COLUMNS / 2;
/** The right of the last lines stays empty for the seal: 23 columns are 42.6 mm, 10 lines 42.3 mm. */
const SEAL = { columns: 23, lines: 10 };
const PEN_LINES = 2; // above a signature's rule: 8.5 mm, and the rule's own line
const HASH_DIGITS = 32; // as many as the core code holds
const RULE = '-'.repeat(COLUMNS);

/** P1 in text mode as pages of lines: the whole letter and the stub's facts, since the top carbon sheet is the stub. */
export function dotMatrixPages(document: PacketDocument, words: Words): string[][] {
  const foot = signature(document, words);
  const pages: string[][] = [];
  let left = body(document, words);
  for (;;) {
    const head = pageHead(document, words, pages.length === 0);
    const room = LINES - head.length;
    const isLast = left.length === 0 || left.length + foot.length <= room;
    const taken = isLast ? left.length : Math.min(room, left.length);
    const page = [...head, ...left.slice(0, taken)];
    left = left.slice(taken);
    if (isLast) {
      // The signature stands at the foot of its page, where hand and seal expect it.
      const gap = Math.max(0, LINES - page.length - foot.length);
      pages.push([...page, ...Array.from({ length: gap }, () => ''), ...foot]);
      return pages;
    }
    pages.push(page);
  }
}

/** Whose the carbon sheets are, from the top. */
export const carbonText = (words: Words): string =>
  words.t('packet.dotMatrix.carbon', {
    copies: CARBON_HOLDERS.map(holder => words.t(`packet.copy.${holder}`)).join('  '),
  });

/** On every page, since the sheets are torn apart: whose form, which form, whose copies. */
function pageHead({ model }: PacketDocument, words: Words, isFirst: boolean): string[] {
  const carbon = carbonText(words);
  const title = words.text('packet.page.P1');
  const number = `${words.t('packet.identity.number')}${words.t('packet.colon')}${model.number ?? '____________'}`;
  if (isFirst) {
    const names = wrapped(model.facility.name, COLUMNS).map(line => centred(line, COLUMNS));
    return [...names, centred(title, COLUMNS), ...beside(carbon, number, COLUMNS - columnsOf(number), COLUMNS), RULE];
  }
  // A sheet torn off, above all the one with the signature, says whose letter it goes on with.
  const patient = `${model.patient.name} ${sexText(model, words)} ${ageText(model, words)}`;
  const whose = flowed([`${title}${words.t('packet.dotMatrix.goesOn')}`, number, patient], COLUMNS);
  const ruled = `--- ${carbon} `;
  const room = COLUMNS - columnsOf(ruled);
  return room >= 0 ? [...whose, ruled + '-'.repeat(room)] : [...whose, ...wrapped(carbon, COLUMNS), RULE];
}

function body(document: PacketDocument, words: Words): string[] {
  const { model, print } = document;
  const { form, ward, patient, episode } = model;
  const { hospitalNumbers: numbers, contact } = patient;
  const colon = words.t('packet.colon');
  const said = (key: TextKey, value: string) =>
    value.trim() === '' ? '' : `${words.text(key)}${colon}${value.trim()}`;
  const changes = changesText(model, words);
  const urgency = Urgency.options.map(option =>
    words.t('packet.dotMatrix.box', {
      mark: form.urgency === option ? '√' : ' ',
      label: words.text(`referral.urgency.${option}`),
    }),
  );
  const t0 = `${words.text('packet.letter.t0')} ${timeText(episode.firstPresentationAt)}（${words.text(`episode.source.${episode.firstPresentationSource}`)}）`;
  return [
    ...(changes === null
      ? []
      : wrapped([changes.title, form.changes.trim(), changes.changes].filter(Boolean).join(' '), COLUMNS)),
    ...incomplete(document, words),
    ...wrapped(`${words.text('packet.letter.urgency')}${colon}${urgency.join('  ')}`, COLUMNS, 2),
    ...flowed(
      [
        `${words.text('packet.letter.to')}${colon}${ward ? `${ward.facilityName} ${ward.wardName}` : words.text('packet.letter.noWard')}`,
        said('packet.letter.phone', ward?.phone ?? ''),
      ],
      COLUMNS,
    ),
    ...wrapped(sentenceText('packet.letter.sentence', model, words), COLUMNS),
    ...flowed(
      [
        said('packet.identity.document', identityText(model, words)),
        said('packet.identity.birthDate', patient.birthDate ?? ''),
        said('packet.letter.encounter', words.text(`episode.encounter.${episode.encounter}`)),
        said('packet.identity.inpatient', numbers.inpatient),
        said('packet.identity.outpatient', numbers.outpatient),
        said('packet.identity.record', numbers.record),
        said(
          'packet.identity.insurance',
          patient.insurance === null ? '' : words.text(`patient.insurance.${patient.insurance}`),
        ),
        said('packet.identity.phone', patient.phone),
        said('packet.identity.contact', [contact.name, contact.relation, contact.phone].filter(Boolean).join(' ')),
        said('packet.identity.address', patient.address),
      ],
      COLUMNS,
    ),
    RULE,
    ...wrapped(`${t0}  ${words.text('packet.letter.clock')}${colon}${clockText(model, print.at, words)}`, COLUMNS, 2),
    ...keyValues(document, words),
    ...scores(document, words),
    RULE,
    ...letterRows(model, words).flatMap(([label, text]) => wrapped(`${words.text(label)}${colon}${text}`, COLUMNS, 2)),
    ...flowed(
      [
        said('packet.letter.approval', form.seniorApproval.opinion),
        said('packet.letter.approvedBy', form.seniorApproval.by),
      ],
      COLUMNS,
    ),
    RULE,
    ...wrapped(`${words.text('packet.letter.noticeTitle')}${colon}${words.text('packet.letter.notice')}`, COLUMNS, 2),
    ...wrapped(words.text('packet.letter.disclaimer'), COLUMNS, 2),
  ];
}

function incomplete(document: PacketDocument, words: Words): string[] {
  const { missing, signedAt, incompleteReason } = document.model;
  if (missing.length === 0) return [];
  const title = words.text(signedAt === null ? 'packet.letter.draftTitle' : 'packet.letter.incompleteTitle');
  const reason =
    incompleteReason === null ? '' : words.text('packet.letter.incompleteReason', { reason: incompleteReason });
  return wrapped(`** ${title} ** ${missingText(document)} ${reason}`, COLUMNS, 2);
}

/** Two items a line, each with unit, flag and time. */
function keyValues({ model }: PacketDocument, words: Words): string[] {
  const items = keyValueItems(model, words);
  const texts = items.map(({ name, unit, value, mark, flag, at }) => {
    const title = name.second === null ? name.first : `${name.first} ${name.second}`;
    const time = at === null ? '' : `(${timeText(at)})`;
    return [title, `${value}${mark}`, unit, flag, time].filter(part => part !== '').join(' ');
  });
  const pairs = Array.from({ length: Math.ceil(texts.length / 2) }, (_, i) => texts.slice(i * 2, i * 2 + 2));
  const heading = `${words.text('packet.letter.labs')}（${words.text('packet.letter.sampledAt')}）`;
  const isMarked = items.some(({ mark }) => mark !== '') || letterScores(model, words).some(each => each.isDistorted);
  const legend = isMarked ? wrapped(words.text('packet.letter.distorted'), COLUMNS - 2) : [];
  return [
    heading,
    ...indented([...pairs.flatMap(([left = '', right = '']) => beside(left, right, HALF, COLUMNS - 2)), ...legend]),
  ];
}

function scores({ model }: PacketDocument, words: Words): string[] {
  const found = letterScores(model, words);
  const one = oneTime(found);
  const at = one === null ? '' : `（${timeText(one)}）`;
  const heading = `${words.text('packet.letter.scores')}${at}`;
  if (found.length === 0) return [`${heading}${words.t('packet.colon')}${words.text('packet.letter.notComputed')}`];
  return [
    heading,
    ...indented(
      flowed(
        found.map(score => {
          const { title, version, text } = score;
          return [title, `v${version}`, text, one === null ? `(${timeText(score.at)})` : ''].join(' ').trim();
        }),
        COLUMNS - 2,
      ),
    ),
  ];
}

/** Signatures, sharing, the code in text, notices; at the right the place of the seal. Never torn by a page's end. */
function signature({ model, packetSha256 }: PacketDocument, words: Words): string[] {
  const { doctor, facility, form } = model;
  const { sharing } = form;
  const width = COLUMNS - SEAL.columns - 2;
  const colon = words.t('packet.colon');
  const answer = (which: 'care' | 'registry') =>
    `${words.text(`packet.letter.${which}`)} ${words.text(`packet.letter.sharingAnswer.${sharing[which]}` as TextKey)}`;
  const basis =
    sharing.emergencyBasis === null
      ? ''
      : `${words.text('packet.letter.emergency')} ${words.text(`packet.letter.emergencyBasis.${sharing.emergencyBasis}`)}`;
  const hash =
    packetSha256 === null
      ? words.text('packet.dotMatrix.unsigned')
      : packetSha256.slice(0, HASH_DIGITS).replace(/(.{8})(?=.)/g, '$1 ');
  const narrow = [
    ...Array.from({ length: PEN_LINES }, () => ''),
    ...flowed(
      [
        `${words.text('packet.letter.doctorSignature')}${colon}${'_'.repeat(22)}`,
        `${words.text('packet.letter.title')}${colon}${`${doctor.displayName} ${doctor.title}`.trim()}`,
        `${words.text('packet.letter.mobile')}${colon}${doctor.phone}`,
        `${words.text('packet.letter.signedAt')}${colon}${model.signedAt === null ? '________________' : timeText(model.signedAt)}`,
      ],
      width,
    ),
    ...wrapped(
      `${words.text('packet.letter.unit')}${colon}${facility.name} ${facility.department} ${facility.phone}`,
      width,
      2,
    ),
    ...wrapped(
      `${words.text('packet.letter.sharing')}${colon}${[answer('care'), answer('registry'), basis].filter(Boolean).join('  ')}`,
      width,
      2,
    ),
    ...(maySendByNetwork(form) ? [] : wrapped(words.text('packet.letter.paperOnly'), width, 2)),
    ...wrapped(`${words.text('packet.dotMatrix.hash')}${colon}${hash}`, width, 2),
    ...wrapped(words.text('packet.dotMatrix.codeNote'), width, 2),
  ];
  const lines = [...narrow, ...Array.from({ length: Math.max(0, SEAL.lines + 1 - narrow.length) }, () => '')];
  const sealed = lines.map((line, i) =>
    i === SEAL.lines ? padded(line, width + 2) + centred(words.text('packet.dotMatrix.seal'), SEAL.columns) : line,
  );
  return sealed.map(line => line.trimEnd());
}
