import { FINDING_CODES } from '../../shared/records/finding.ts';
import { findingText } from '../../shared/records/finding-wording.ts';
import type { LabCode, Observation } from '../../shared/records/observation.ts';
import type { TreatmentFields } from '../../shared/records/treatment.ts';
import { careText } from '../../shared/records/treatment-text.ts';
import { LETTER_SCORES, lastAssessment, lastFinding } from '../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { adviceBrief } from './advice-text.ts';
import { clockText } from './clock-wording.ts';
import { contradictionTexts } from './contradiction-text.ts';
import { FullSetCodes } from './full-set-codes.tsx';
import { isLowWorse, numbersOf, worstOf } from './lab-columns.ts';
import { LabFigure } from './lab-figure.tsx';
import { allergyText, letterScores, reasonText } from './letter/letter-wording.ts';
import { managementBrief } from './management-part.tsx';
import { fromT0Text, labName, labText, labUnit, timeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Part, Rows, Sheet } from './paper.tsx';
import { lessUrgentReason } from './urgency-text.ts';
import { brief, type TextKey, type Words, writtenOr } from './words.ts';

/** P2: situation, background, assessment, recommendation on one page, written from the record. */
export function SummaryPage({ document, words }: PageProps) {
  return document.model.summary.isEdited ? (
    <OwnSummary document={document} words={words} />
  ) : (
    <WrittenSummary document={document} words={words} />
  );
}

const PARTS = ['situation', 'background', 'assessment', 'recommendation'] as const;

/** The doctor's own words, with what changes from hour to hour beside them. */
function OwnSummary({ document, words }: PageProps) {
  const { model, print } = document;
  const text = words.language === 'en' ? model.summary.en : model.summary.zh;
  return (
    <Sheet
      model={model}
      words={words}
      title="packet.page.P2"
      name="summary own-summary"
      isOnePage
      foot={<FullSetCodes document={document} words={words} />}
    >
      {PARTS.map(part => (
        <Part key={part} words={words} title={`packet.summary.${part}`}>
          <p className="own-text">{writtenOr(text[part], words)}</p>
        </Part>
      ))}
      <Rows
        words={words}
        rows={[
          ['packet.letter.t0', `${timeText(model.episode.firstPresentationAt)}　${clockText(model, print.at, words)}`],
          ['packet.summary.trend', <Changes key="changes" model={model} words={words} />],
          ['packet.summary.scores', scoresText(model, words)],
          ['packet.summary.call', contactText(model, words)],
        ]}
      />
    </Sheet>
  );
}

/** From the record: the same facts that the composer's text tells, as a table to be found in at a glance. */
function WrittenSummary({ document, words }: PageProps) {
  const { model, print } = document;
  const { form, episode } = model;
  const most = briefLength(model);
  const written = (text: string) => brief(text, words, most);
  /** The letter does not have these. */
  const inRecord = (text: string) => brief(text, words, most, 'packet.summary.wholeInRecord');
  const codes = (keys: readonly TextKey[]) => (keys.length === 0 ? words.text('packet.blankToFill') : words.list(keys));
  return (
    <Sheet
      model={model}
      words={words}
      title="packet.page.P2"
      name="summary"
      isOnePage
      foot={<FullSetCodes document={document} words={words} />}
    >
      <Part words={words} title="packet.summary.situation">
        <Rows
          words={words}
          rows={[
            ['packet.letter.impression', [written(form.impression.text), form.impression.icd10].join('　').trim()],
            ['packet.letter.chiefComplaint', written(form.chiefComplaint)],
            ['packet.summary.why', written(reasonText(form, words))],
            [
              'packet.summary.urgency',
              form.urgency === null ? words.text('packet.blankToFill') : words.text(`referral.urgency.${form.urgency}`),
            ],
            ...urgencyRemark(model, inRecord),
            ['packet.letter.t0', `${timeText(episode.firstPresentationAt)}　${clockText(model, print.at, words)}`],
          ]}
        />
      </Part>
      <Part words={words} title="packet.summary.background">
        <Rows
          words={words}
          rows={[
            [
              'packet.summary.liverDisease',
              writtenOr(
                [
                  words.list(
                    episode.aetiologies.filter(a => a !== 'other').map(a => `episode.aetiology.${a}` as const),
                  ),
                  episode.aetiologyText && inRecord(episode.aetiologyText),
                ]
                  .filter(part => part.trim() !== '')
                  .join('　'),
                words,
              ),
            ],
            ['packet.summary.cirrhosis', cirrhosisText(model, words)],
            ['packet.summary.decompensated', words.text(`episode.tristate.${episode.decompensated}`)],
            [
              'packet.summary.acute',
              codes(episode.acutePresentation.map(a => `episode.acutePresentation.${a}` as const)),
            ],
            ['packet.summary.precipitants', codes(episode.precipitants.map(p => `episode.precipitant.${p}` as const))],
            ['packet.summary.antiviral', inRecord(antiviralText(model, words))],
            ['packet.summary.alcoholAndHerbs', inRecord(form.alcoholAndHerbs)],
            ['packet.letter.pastHistory', written(form.pastHistory)],
            ['packet.letter.allergy', written(allergyText(model, words))],
            ...(personText(model, words) === '' ? [] : [['packet.summary.person', personText(model, words)] as const]),
            ...(model.patient.languageNeeds === ''
              ? []
              : [['packet.summary.language', inRecord(model.patient.languageNeeds)] as const]),
          ]}
        />
      </Part>
      <Part words={words} title="packet.summary.assessment">
        <Rows
          words={words}
          rows={[
            ['packet.summary.trend', <Changes key="changes" model={model} words={words} />],
            ['packet.summary.findings', findingsText(model, words)],
            ['packet.summary.scores', [scoresText(model, words), contradictedScores(model, words)].join('')],
            ['packet.letter.presentState', written(form.presentState)],
            ...(model.advice ? [['packet.summary.advice', adviceBrief(model.advice, words)] as const] : []),
            ...(model.management.lines.length > 0
              ? [['packet.summary.management', managementBrief(model.management, words)] as const]
              : []),
          ]}
        />
      </Part>
      <Part words={words} title="packet.summary.recommendation">
        <Rows
          words={words}
          rows={[
            ['packet.letter.purpose', written(form.purpose)],
            ['packet.summary.underWay', underWay(model, words)],
            ['packet.letter.pending', written(form.pendingResults)],
            ['packet.summary.call', contactText(model, words)],
          ]}
        />
      </Part>
    </Sheet>
  );
}

/** Why less haste than the policy asks for; else what the doctor wrote about the urgency. */
function urgencyRemark(model: PacketModel, written: (text: string) => string) {
  const less = lessUrgentReason(model);
  if (less !== null) return [['packet.summary.lessUrgent', written(less)] as const];
  const own = model.form.urgencyReason.trim();
  return own === '' ? [] : [['packet.summary.urgencyReason', written(own)] as const];
}

const LENGTHS = [120, 80, 50]; // characters of a text that the letter has whole
const ROOM = 900; // characters of all such texts together

/** How much of a text the page has room for: the fewer, the more of them are long. */
function briefLength({ form, patient, episode }: PacketModel): number {
  const texts = [
    ...[form.impression.text, form.chiefComplaint, form.reasonText, form.alcoholAndHerbs, form.pastHistory],
    ...[form.presentState, form.purpose, form.pendingResults, patient.allergy.text, patient.languageNeeds],
    ...[episode.aetiologyText, episode.antiviral.drug],
  ];
  const total = (most: number) => texts.reduce((sum, text) => sum + Math.min(most, text.length), 0);
  return LENGTHS.find(most => total(most) <= ROOM) ?? Math.min(...LENGTHS);
}

/** What is known of ethnicity, nationality, marital status and occupation; the national form has no line for them. */
function personText({ patient }: PacketModel, words: Words): string {
  const { ethnicity, nationality, maritalStatus, occupation } = patient;
  const country = new Intl.DisplayNames(words.language === 'en' ? 'en' : 'zh-CN', { type: 'region' });
  return [
    ethnicity && words.t(`codes.ethnic.e${ethnicity}`),
    nationality && (country.of(nationality) ?? nationality),
    maritalStatus && words.t(`patient.marital.${maritalStatus}`),
    occupation && words.t(`patient.occupation.${occupation}`),
  ]
    .filter(Boolean)
    .join(words.t('ui.listComma'));
}

function cirrhosisText({ episode: { cirrhosis } }: PacketModel, words: Words): string {
  const state = words.text(`episode.tristate.${cirrhosis.state}`);
  const basis = words.list(cirrhosis.basis.map(b => `episode.basis.${b}` as const));
  return basis === '' ? state : `${state}（${basis}）`;
}

function antiviralText({ episode: { antiviral } }: PacketModel, words: Words): string {
  const parts = [writtenOr(antiviral.drug, words)];
  if (antiviral.startedOn) parts.push(words.text('packet.summary.antiviralSince', { from: antiviral.startedOn }));
  if (antiviral.stoppedOn) parts.push(words.text('packet.summary.antiviralUntil', { to: antiviral.stoppedOn }));
  return parts.join('　');
}

/** The last of each finding, by the time at which it was seen. */
function findingsText(model: PacketModel, words: Words): string {
  const last = FINDING_CODES.flatMap(code => lastFinding(model, code) ?? []);
  const semicolon = words.language === 'en' ? '; ' : '；';
  const byTime = [...Map.groupBy(last, finding => finding.observedAt)].toSorted(([a], [b]) => b.localeCompare(a));
  const looks = byTime.map(([at, seen]) => {
    const said = seen.map(finding => `${words.text(`episode.finding.${finding.code}`)} ${findingText(finding, words)}`);
    return `${timeText(at)}　${said.join(semicolon)}`;
  });
  return looks.length === 0 ? words.text('packet.blankToFill') : looks.join('　');
}

function scoresText(model: PacketModel, words: Words): string {
  const scores = letterScores(model, words).map(score => `${score.title} v${score.version} ${score.text}`);
  return scores.length === 0 ? words.text('packet.score.none') : scores.join(words.language === 'en' ? '; ' : '；');
}

/** What the scores of the letter were told against the record of treatments; each sentence once. */
function contradictedScores(model: PacketModel, words: Words): string {
  const shown = LETTER_SCORES.flatMap(id => lastAssessment(model, id) ?? []);
  const found = [...new Set(shown.flatMap(assessment => contradictionTexts(model, assessment, words)))];
  if (found.length === 0) return '';
  return `${words.t('ui.listSemicolon')}${words.t('packet.score.contradiction')}${words.t('packet.colon')}${found.join(words.t('ui.listSemicolon'))}`;
}

const TREATMENT_LENGTH = 40; // characters of each, so that none is crowded out; P5 has them whole

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= TREATMENT_LENGTH ? text : `${characters.slice(0, TREATMENT_LENGTH - 1).join('')}…`;
}

/** Treatments that had begun and not ended when the packet was frozen. */
function underWay({ treatments, signedAt }: PacketModel, words: Words): string {
  const isRunning = (t: TreatmentFields) => t.endedAt === null || (signedAt !== null && t.endedAt > signedAt);
  if (treatments.length === 0) return words.text('packet.lab.never');
  const parts = treatments
    .filter(isRunning)
    .map(t => shortened(`${words.text(`treatment.kind.${t.kind}`)} ${careText(t, words.t)}`.trim()));
  return parts.length === 0 ? words.text('packet.none') : parts.join(words.language === 'en' ? '; ' : '；');
}

function contactText({ doctor, facility, calls }: PacketModel, words: Words): string {
  const { displayName, phone } = doctor;
  const { department, phone: departmentPhone } = facility;
  const parts = [words.text('packet.summary.callBack', { doctor: displayName, phone, department, departmentPhone })];
  const latest = calls.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-CALLS);
  for (const { at, spokeTo } of latest)
    parts.push(words.text('packet.summary.called', { at: timeText(at), to: spokeTo }));
  return parts.join(words.language === 'en' ? '; ' : '；');
}

const CALLS = 2; // the latest; the whole list is on the screen

const CHANGING: readonly LabCode[] = ['TBIL', 'INR', 'PTA', 'CREA', 'UREA', 'NA', 'ALB', 'PLT'];

/** First and latest number of each item that changed the picture, and the worst where it was between. */
function Changes({ model, words }: { model: PacketModel; words: Words }) {
  const changes = CHANGING.flatMap(code => {
    const numbers = numbersOf(model.observations, code);
    const [first, last] = [numbers[0], numbers.at(-1)];
    const worst = worstOf(model.observations, code);
    if (!first || !last || !worst) return [];
    const ends = first === last ? [first] : [first, last];
    const isBetween = ends.every(end => end.valueSi !== worst.valueSi || end.comparator !== worst.comparator);
    return [{ code, first, last, worst: isBetween ? worst : null }];
  });
  if (changes.length === 0) return words.text('packet.lab.never');
  const shown = (observation: Observation) => labText(model, observation, words);
  const hoursText = (from: Observation, to: Observation) =>
    fromT0Text((Date.parse(to.sampledAt) - Date.parse(from.sampledAt)) / 36e5);
  return (
    <div className="changes">
      {changes.map(({ code, first, last, worst }) => (
        <span key={code}>
          {labName(code, words).first}{' '}
          {first === last ? null : (
            <>
              <LabFigure shown={{ ...shown(first), flag: null, isConverted: false }} />
              {' → '}
            </>
          )}
          {worst === null ? null : (
            <>
              {words.t(isLowWorse(code) ? 'packet.summary.lowest' : 'packet.summary.highest')}{' '}
              <LabFigure shown={{ ...shown(worst), flag: null, isConverted: false }} />
              <span className="unit">（{hoursText(first, worst)}）</span>
              {' → '}
            </>
          )}
          <strong>
            <LabFigure shown={{ ...shown(last), isConverted: false }} />
          </strong>{' '}
          {labUnit(code)}
          {first === last ? null : <span className="unit">（{hoursText(first, last)}）</span>}
        </span>
      ))}
      {changes.some(({ first, last, worst }) => [first, last, worst ?? last].some(o => shown(o).mark !== '')) ? (
        <p>{words.text('packet.letter.distorted')}</p>
      ) : null}
    </div>
  );
}
