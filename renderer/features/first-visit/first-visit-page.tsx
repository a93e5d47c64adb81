import { useMutation } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import { LAB_CATALOGUE, labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import { patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { acceptDraft } from '../../app/accept-draft.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { SavedMark } from '../../ui/saved-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { activeColumn } from '../labs/grid-draft.ts';
import { gridLacks } from '../labs/grid-lacks.ts';
import { createGridQuestions } from '../labs/grid-questions.ts';
import { LabGrid } from '../labs/lab-grid.tsx';
import { sampleColumns } from '../labs/lab-table.ts';
import { panelEntries } from '../labs/panel-draft.ts';
import { PanelStrip } from '../labs/panel-strip.tsx';
import { useGrid, useGridDraft } from '../labs/use-grid-draft.ts';
import { itemName } from '../labs/value-wording.ts';
import { type PatientCase, useFindings, useLabs, usePatientCase } from '../patient/patient-case.ts';
import { eightStates } from './eight-inputs.ts';
import { EightStrip } from './eight-strip.tsx';
import { blankFacts, courseFields, FactsDraft, factFindings } from './facts-draft.ts';
import { FactsFields } from './facts-fields.tsx';
import '../../ui/forms.css';
import '../labs/labs.css';
import './first-visit.css';

/** The measured ones of the eight, and the four that most scores need besides. */
const CODES: readonly LabCode[] = ['TBIL', 'INR', 'UREA', 'NA', 'CREA', 'ALB', 'WBC', 'NEUT'];
const ITEMS = LAB_CATALOGUE.filter(({ code }) => CODES.includes(code));
const NO_VALUES: readonly Observation[] = [];
const NO_FINDINGS: readonly Finding[] = [];
const NO_TREATMENTS: readonly Treatment[] = [];
const NO_MARKS: ReadonlyMap<string, CriticalValue> = new Map();
const BLANK = blankFacts();

export default function FirstVisitPage() {
  const subject = usePatientCase();
  return <FirstVisitForm key={subject.episode?.id ?? subject.patient.id} {...subject} />;
}

/** The first hours on one page: one sample time, one save. */
function FirstVisitForm({ patient, episode }: PatientCase) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const observations = useLabs(episode).data ?? NO_VALUES;
  const findings = useFindings(episode).data ?? NO_FINDINGS;
  const facts = useDraft<FactsDraft>(`quick-facts:${patient.id}`, BLANK, body => acceptDraft(FactsDraft, body));
  const { store, keeper, ready, restoredAt } = useGridDraft(`quick:${patient.id}`);
  const status = useSyncExternalStore(keeper.subscribe, keeper.status);
  const panel = useGrid(store, activeColumn);
  const columns = useMemo(() => sampleColumns(observations), [observations]);
  const hasJaundice = (episode ?? facts.value).acutePresentation.includes('jaundice');
  const questions = useMemo(
    () =>
      createGridQuestions({
        hasJaundice,
        earlier: code =>
          columns.flatMap(({ sampledAt, values }) => {
            const value = values.get(code)?.valueSi;
            return value === null || value === undefined ? [] : [{ at: sampledAt, value }];
          }),
      }),
    [columns, hasJaundice],
  );
  const record = useMutation(
    api.firstVisit.record.mutationOptions({
      onSuccess: async () => {
        await Promise.allSettled([facts.discard(), keeper.discard()]); // stored; old drafts would only ask again
        void navigate(`/patients/${patient.id}`, { replace: true });
      },
    }),
  );
  if (!ready || !facts.ready) return null;

  const ageYears = patientAge(patient, wallDay(now));
  const states = eightStates({ ageYears, episode, findings, observations, facts: facts.value, panel });
  const fields = courseFields(facts.value, episode);
  const entries = panelEntries(panel);
  const seen = factFindings(facts.value);
  const lacks = gridLacks(store.present(), questions, now);
  const names = (codes: readonly LabCode[]) =>
    codes.map(code => itemName(labItem(code), i18n.language)).join(t('ui.listComma'));
  const missing = [
    ...(episode === null && facts.value.t0 === null ? [t('firstVisit.need.t0')] : []),
    ...(episode === null && facts.value.aetiologies.length === 0 ? [t('firstVisit.need.aetiology')] : []),
    ...(panel.sampledAt === null ? [t('firstVisit.need.sampledAt')] : []),
    ...(lacks.isInFuture ? [t('labs.need.future')] : []),
    ...(lacks.isLaboratoryTooLong ? [t('labs.need.laboratory')] : []),
    ...(entries.length + seen.length === 0 && lacks.unreadable.length === 0 ? [t('firstVisit.need.anything')] : []),
    ...(lacks.unreadable.length > 0 ? [t('labs.need.unreadable', { items: names(lacks.unreadable) })] : []),
    ...(lacks.unconfirmed.length > 0 ? [t('labs.need.unconfirmed', { items: names(lacks.unconfirmed) })] : []),
  ];
  const save = () => {
    const { sampledAt, timeSource, laboratory } = panel;
    if (!fields || sampledAt === null) return;
    const course = episode && { id: episode.id, version: episode.version };
    record.mutate({
      ...{ patientId: patient.id, episode: course, fields },
      ...{ sampledAt, timeSource, laboratory, entries, findings: seen },
    });
  };

  return (
    <div className="page labs first-visit" data-testid="first-visit">
      <div className="page-head">
        <h1>{t('firstVisit.title')}</h1>
        <PanelStrip store={store} restoredAt={facts.restored || restoredAt ? (restoredAt ?? facts.savedAt) : null} />
      </div>
      <EightStrip states={states} t0={episode?.firstPresentationAt ?? facts.value.t0} now={now} />
      <div className="first-visit-sheet">
        <FactsFields
          patientId={patient.id}
          ageYears={ageYears}
          episode={episode}
          findings={findings}
          facts={facts.value}
          onChange={facts.change}
        />
        <div className="first-visit-labs">
          <LabGrid
            items={ITEMS}
            isForm
            critical={NO_MARKS}
            patient={patient}
            columns={columns}
            treatments={NO_TREATMENTS}
            store={store}
            questions={questions}
            isEntering
            isRestored={restoredAt !== null}
            mayRecord
            onUndone={() => undefined}
          />
          <p className="note">{t('firstVisit.hint')}</p>
        </div>
      </div>
      <PrimaryAction
        label={t('firstVisit.save')}
        onRun={save}
        pending={record.isPending}
        missing={missing}
        error={record.error}
        beside={<SavedMark {...(status.savedAt ? status : facts)} />}
        testId="save-first-visit"
      />
    </div>
  );
}
