import {
  type AssessmentsDependencies,
  createAssessments,
} from '../../../electron/services/assessments/assessments-service.ts';
import type { Actor, Transaction } from '../../../electron/services/database/unit-of-work.ts';
import { createEpisodes } from '../../../electron/services/episodes/episodes-service.ts';
import { createFindings } from '../../../electron/services/findings/findings-service.ts';
import { createLabs } from '../../../electron/services/labs/labs-service.ts';
import { createPatients } from '../../../electron/services/patients/patients-service.ts';
import { createTreatments } from '../../../electron/services/treatments/treatments-service.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import type { OpenStore } from '../../support/open-store.ts';
import { episodeFields } from '../../support/sample-case.ts';

export const DOCTOR: Actor = { id: 'doctor', name: '张医生' };

const HOUR_MS = 3_600_000;

/** The record services on a real encrypted database, wired as site.ts wires them. */
export function openRecords(store: OpenStore, scoring: Pick<AssessmentsDependencies, 'disabled' | 'model'>) {
  const assess = (tx: Transaction, episodeId: string, since: string | null) => assessments.assess(tx, episodeId, since);
  const episodes = createEpisodes({
    ...store,
    assess,
    addFindings: (...given) => findings.add(...given),
    begin: () => undefined,
  });
  const ofEpisode = { ...store, episode: episodes.get, assess };
  const findings = createFindings(ofEpisode);
  const labs = createLabs(ofEpisode);
  const treatments = createTreatments(ofEpisode);
  const patients = createPatients({ ...store, assess });
  const record = {
    patient: patients.get,
    episode: episodes.get,
    observations: labs.list,
    findings: findings.list,
    treatments: treatments.list,
  };
  const assessments = createAssessments({ ...store, record, ...scoring });
  const start = Date.now() - 40 * HOUR_MS;
  const at = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();

  /** Worked patient E2 of the clinical reference, without values yet. */
  const patient = patients.create(DOCTOR, { ...blankPatient(), name: '王测', sex: 'female', birthDate: '1974-01-01' });
  const episode = episodes.create(DOCTOR, {
    patientId: patient.id,
    fields: episodeFields(at(0)),
    findings: [
      { code: 'he', value: 1 },
      { code: 'ascites', value: 'mild' },
    ],
  });
  return {
    assessments,
    episodeId: episode.id,
    at,
    panel(hours: number, values: Partial<Record<LabCode, string>>) {
      const entries = Object.entries(values).map(([code, value]) => ({
        ...{ code: code as LabCode, value, unit: labItem(code as LabCode).unit, comparator: null, text: null }, // the type of `values` has no other keys
        ...{ missing: null, confirmed: false },
      }));
      labs.record(DOCTOR, {
        ...{ episodeId: episode.id, sampledAt: at(hours), timeSource: 'collected', laboratory: '', entries },
      });
    },
    outcomeOf(scoreId: string, hours: number) {
      const all = assessments.list(episode.id);
      return all.find(each => each.scoreId === scoreId && each.anchorAt === at(hours));
    },
    rows: (scoreId: string) =>
      store.read.all(
        store.read.query.selectFrom('assessment').selectAll().where('score_id', '=', scoreId).orderBy('computed_at'),
      ),
  };
}

/** Worked patient E2. */
export const E2 = { TBIL: '320', CREA: '95', INR: '1.9', NA: '132', ALB: '29', WBC: '8.2', NEUT: '6.0', UREA: '6.8' };
