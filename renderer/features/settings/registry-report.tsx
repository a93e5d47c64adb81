import { useTranslation } from 'react-i18next';
import type { RegistryFinding, RegistryReport } from '../../../shared/contract/registry.ts';
import { registry as registryTexts } from '../../../shared/i18n/zh-CN/registry.ts';
import { reasonText } from '../../ui/delivery-wording.ts';

type Trouble = RegistryFinding & { level: 'limited' | 'stops' };

const isTrouble = (finding: RegistryFinding): finding is Trouble => finding.level !== 'good';
const hasRemedy = (reason: string): reason is keyof typeof registryTexts.remedy =>
  Object.hasOwn(registryTexts.remedy, reason);

/** What the registry can and cannot do, in the words of whoever has to live with it: troubles first, the worst on top. */
export function RegistryReportView({ report }: { report: RegistryReport }) {
  const { t } = useTranslation();
  const { findings } = report;
  const troubles = (['stops', 'limited'] as const).flatMap(level =>
    findings.filter(isTrouble).filter(finding => finding.level === level),
  );
  const stops = troubles.filter(({ level }) => level === 'stops').length;
  const good = findings.filter(({ level }) => level === 'good').map(({ check }) => t(`registry.check.${check}`));
  const verdict = stops > 0 ? 'stops' : troubles.length > 0 ? 'limited' : 'good';
  const tone = { stops: 'settings-loud', limited: 'settings-warn', good: 'settings-good' }[verdict];
  return (
    <section className="registry-report" aria-label={t('registry.report.title')} data-testid="registry-result">
      <div className={tone} role="status" data-verdict={verdict}>
        <strong>{t(`registry.report.${verdict}`, { total: stops > 0 ? stops : troubles.length })}</strong>{' '}
        <Facts report={report} />
      </div>
      {troubles.length > 0 ? (
        <table className="list-table">
          <thead>
            <tr>
              <th scope="col" className="registry-level">
                {t('registry.report.column.level')}
              </th>
              <th scope="col" className="registry-check">
                {t('registry.report.column.check')}
              </th>
              <th scope="col">{t('registry.report.column.effect')}</th>
            </tr>
          </thead>
          <tbody>
            {troubles.map(trouble => (
              <TroubleRow key={trouble.check} trouble={trouble} report={report} />
            ))}
          </tbody>
        </table>
      ) : null}
      {good.length > 0 ? (
        <p className="note">
          {t('registry.report.goodOnes', { total: good.length, items: good.join(t('ui.listComma')) })}
        </p>
      ) : null}
    </section>
  );
}

function Facts({ report: { software, fhirVersion, findings, training, clockOffsetMs } }: { report: RegistryReport }) {
  const { t } = useTranslation();
  const isIn = findings.some(({ check, level }) => check === 'sign-in' && level === 'good');
  const facts = [
    software === '' ? null : t('registry.report.software', { software }),
    fhirVersion === '' ? null : t('registry.report.fhirVersion', { version: fhirVersion }),
    isIn ? t(training ? 'registry.report.training' : 'registry.report.real') : null,
    clockOffsetMs === null
      ? null
      : t('registry.report.offset', { seconds: Math.round(Math.abs(clockOffsetMs) / 1000) }),
  ];
  return <span className="note">{facts.filter(fact => fact !== null).join(' · ')}</span>;
}

function TroubleRow({ trouble, report }: { trouble: Trouble; report: RegistryReport }) {
  const { t } = useTranslation();
  const { check, level, reason, detail } = trouble;
  const missing = report.missingOrganizations.map(({ code, name }) => `${name} (${code})`);
  return (
    <tr data-check={check}>
      <td>
        <span className={level === 'stops' ? 'registry-stops' : 'registry-limited'}>
          {level === 'stops' ? '✕' : '!'} {t(`registry.report.level.${level}`)}
        </span>
      </td>
      <td>{t(`registry.check.${check}`)}</td>
      <td>
        {reason === null ? null : <strong>{t('registry.report.reason', { reason: reasonText(reason, t) })}</strong>}
        {reason !== null && hasRemedy(reason) ? ` ${t(`registry.remedy.${reason}`)}` : null}{' '}
        {check === 'organizations' && missing.length > 0 ? (
          <strong>{t('registry.report.organizations', { items: missing.join(t('ui.listComma')) })}</strong>
        ) : null}{' '}
        {t(`registry.effect.${check}`)}
        {detail === '' ? null : <p className="note">{t('registry.report.said', { detail })}</p>}
      </td>
    </tr>
  );
}
