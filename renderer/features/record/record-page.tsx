import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import type { RowChange } from '../../../shared/records/row-change.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useFindings, useLabs, usePatientCase, useTreatments } from '../patient/patient-case.ts';
import type { Change } from './change-list.tsx';
import { changedFacts, episodeFacts, type Fact, patientFacts } from './facts.ts';
import { FactsSection } from './facts-section.tsx';
import { FindingsHistory } from './findings-history.tsx';
import '../../ui/forms.css';
import './record.css';

/** What is on record about this patient and this course, with every change of it. */
export default function RecordPage() {
  const { t, i18n } = useTranslation();
  const { patient, episode } = usePatientCase();
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const versions = useQuery(api.patients.versions.queryOptions({ input: { id: patient.id } }));
  const facts = patientFacts(patient, t, i18n.language);
  const own = versions.data ?? [];
  return (
    <div className="page record-page" data-testid="record-page">
      <ErrorNote error={versions.error} onRetry={() => void versions.refetch()} />
      <FactsSection
        patientId={patient.id}
        title={t('record.section.patient')}
        remark={t('record.version', { version: patient.version })}
        facts={facts}
        changes={changesOf(own, patient, before => patientFacts(before, t, i18n.language), facts)}
        editAt={mayRecord ? `/patients/${patient.id}/edit` : null}
        testId="record-patient"
      />
      {episode === null ? (
        <p className="note">{t('record.noEpisode')}</p>
      ) : (
        <EpisodeRecord key={episode.id} episode={episode} mayRecord={mayRecord} />
      )}
    </div>
  );
}

function EpisodeRecord({ episode, mayRecord }: { episode: Episode; mayRecord: boolean }) {
  const { t } = useTranslation();
  const { patient } = usePatientCase();
  const episodeVersions = useQuery(api.episodes.versions.queryOptions({ input: { id: episode.id } }));
  const findingVersions = useQuery(api.findings.versions.queryOptions({ input: { episodeId: episode.id } }));
  const labs = useLabs(episode);
  const findings = useFindings(episode);
  const treatments = useTreatments(episode);
  const failed = [episodeVersions, findingVersions, findings].find(query => query.error !== null);
  const record = {
    ...{ patient, episode, observations: labs.data ?? [], treatments: treatments.data ?? [] },
    findings: findings.data ?? [],
  };
  const facts = episodeFacts(episode, t);
  return (
    <>
      <ErrorNote error={failed?.error} onRetry={() => void failed?.refetch()} />
      <FactsSection
        patientId={patient.id}
        title={t('record.section.episode')}
        remark={t('record.created', { time: wallClock(episode.createdAt) })}
        facts={facts}
        changes={changesOf(episodeVersions.data ?? [], episode, before => episodeFacts(before, t), facts)}
        editAt={mayRecord ? `/patients/${patient.id}/episode` : null}
        testId="record-episode"
      />
      <section data-testid="record-findings-history">
        <h2 className="panel-head">
          {t('record.section.findings')}
          {mayRecord ? (
            <Link to={`/patients/${patient.id}?record=findings`} className="panel-link">
              {t('episode.record.add')}
            </Link>
          ) : null}
        </h2>
        <FindingsHistory record={record} versions={findingVersions.data ?? []} mayRecord={mayRecord} />
      </section>
    </>
  );
}

/** Each earlier version against the one that followed it; the list is newest first. */
function changesOf<Fields>(
  versions: readonly { readonly before: Fields; readonly change: RowChange }[],
  { id }: { readonly id: string },
  factsOf: (fields: Fields) => Fact[],
  present: readonly Fact[],
): Change[] {
  const known = versions.map(({ before }) => factsOf(before));
  return versions.map(({ change }, index) => ({
    key: `${id}-${change.version}`,
    change,
    differences: changedFacts(known[index] ?? [], known[index - 1] ?? present),
  }));
}
