import { useTranslation } from 'react-i18next';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import { languageOf, type Translate } from '../../../shared/i18n/i18n.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { LAB_CODES } from '../../../shared/records/observation.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { ReferralReason } from '../../../shared/referral/form.ts';
import type { ReceivedContent } from '../../../shared/referral/received.ts';
import { findingText } from '../patient/finding-text.ts';

/** All that a code or a file says, each value with its time. */
export function ContentView({ content }: { content: ReceivedContent }) {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const { patient, diagnosis, doctor } = content;
  const facts: [string, string][] = [
    [t('reader.fact.patient'), patientText(content, t)],
    [t('reader.fact.urgency'), content.urgency === null ? '' : t(`referral.urgency.${content.urgency}`)],
    [t('reader.fact.t0'), content.t0 === null ? '' : wallClock(content.t0)],
    [t('reader.fact.signed'), wallClock(content.signedAt)],
    [t('reader.fact.diagnosis'), diagnosis === null ? '' : `${diagnosis.text} ${diagnosis.icd10}`.trim()],
    [t('reader.fact.conditions'), content.conditions.join(t('ui.listComma'))],
    [t('reader.fact.reason'), [...reasonTexts(content, t), content.reasonText].filter(Boolean).join(t('ui.listComma'))],
    [t('reader.fact.cirrhosis'), content.cirrhosis === null ? '' : t(`episode.tristate.${content.cirrhosis}`)],
    [t('reader.fact.identity'), [patient.identity, patient.hospitalNumber, patient.phone].filter(Boolean).join(' · ')],
    [t('reader.fact.doctor'), [doctor?.name, doctor?.phone, content.departmentPhone].filter(Boolean).join(' · ')],
    [t('reader.fact.notes'), content.notes.join(' ')],
  ];
  return (
    <div className="reader-content" data-testid="received-content">
      <dl className="fact-lines">
        {facts.map(([name, value]) =>
          value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <div className="reader-values">
        <ValueTable
          title={t('reader.labs')}
          rows={inGridOrder(content.labs).map(({ code, value, at }) => ({
            name: `${labItem(code).names[language]} ${code}`,
            value: typeof value === 'number' ? `${value} ${unitText(labItem(code).unit)}`.trim() : wordOf(value, t),
            at,
          }))}
        />
        <ValueTable
          title={t('reader.findings')}
          rows={content.findings.map(finding => ({
            name: t(`episode.finding.${finding.code}`),
            value: findingText(finding, t),
            at: finding.at,
          }))}
        />
        <ValueTable
          title={t('reader.scores')}
          rows={content.scores.map(({ id, version, value, at }) => ({
            name: `${scoreDefinition(id)?.title[language] ?? id} v${version}`,
            value: value === 'yes' || value === 'no' ? t(`scores.met.${value}`) : String(value),
            at,
          }))}
        />
        {content.treatments.length > 0 ? (
          <ValueTable
            title={t('reader.treatments')}
            rows={content.treatments.map(({ text, startedAt, endedAt }) => ({
              name: text,
              value: endedAt === null ? t('reader.running') : wallClock(endedAt),
              at: startedAt,
            }))}
          />
        ) : null}
      </div>
    </div>
  );
}

const inGridOrder = (labs: ReceivedContent['labs']): ReceivedContent['labs'] =>
  labs.toSorted((a, b) => LAB_CODES.indexOf(a.code) - LAB_CODES.indexOf(b.code));

interface Row {
  name: string;
  value: string;
  at: string | null;
}

function ValueTable({ title, rows }: { title: string; rows: Row[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const newestFirst = rows.toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
  return (
    <table className="reader-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('reader.item')}</th>
          <th scope="col">{t('reader.value')}</th>
          <th scope="col">{t('reader.time')}</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map(({ name, value, at }) => (
          <tr key={`${name}${at}${value}`}>
            <td>{name}</td>
            <td className="reader-value">{value}</td>
            <td>{at === null ? '' : wallClock(at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function patientText({ patient }: Pick<ReceivedContent, 'patient'>, t: Translate): string {
  const parts = [
    patient.name ?? t('reader.noName'),
    patient.sex === null ? '' : t(`patient.sex.${patient.sex}`),
    patient.ageYears === null ? '' : t('reader.age', { years: patient.ageYears }),
    patient.birth,
  ];
  return parts.filter(Boolean).join(' ');
}

const reasonTexts = ({ reasons }: ReceivedContent, t: Translate): string[] =>
  reasons.map(reason => {
    const known = ReferralReason.safeParse(reason);
    return known.success ? t(`referral.reason.${known.data}`) : reason;
  });

/** `<2`, or a word in place of a number. */
function wordOf(value: string, t: Translate): string {
  const words = {
    positive: t('reader.word.positive'),
    negative: t('reader.word.negative'),
    'not-detected': t('reader.word.not-detected'),
    'not-done': t('reader.word.not-done'),
    pending: t('reader.word.pending'),
    unknown: t('reader.word.unknown'),
    unmeasurable: t('reader.word.unmeasurable'),
  };
  return value in words ? words[value as keyof typeof words] : value;
}
