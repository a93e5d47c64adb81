import { advice } from './advice.ts';
import { answers } from './answers.ts';
import { app } from './app.ts';
import { audit } from './audit.ts';
import { clinical } from './clinical.ts';
import { codes } from './codes.ts';
import { composer } from './composer.ts';
import { course } from './course.ts';
import { criticalValues } from './critical-values.ts';
import { delivery } from './delivery.ts';
import { episode } from './episode.ts';
import { errors } from './errors.ts';
import { figures } from './figures.ts';
import { firstVisit } from './first-visit.ts';
import { handbook } from './handbook.ts';
import { identity } from './identity.ts';
import { labImport } from './lab-import.ts';
import { labs } from './labs.ts';
import { lis } from './lis.ts';
import { management } from './management.ts';
import { outbox } from './outbox.ts';
import { packet } from './packet.ts';
import { paper } from './paper.ts';
import { pathway } from './pathway.ts';
import { patient } from './patient.ts';
import { policy } from './policy.ts';
import { reader } from './reader.ts';
import { record } from './record.ts';
import { referral } from './referral.ts';
import { registry } from './registry.ts';
import { reset } from './reset.ts';
import { returns } from './returns.ts';
import { roads } from './roads.ts';
import { sbar } from './sbar.ts';
import { scores } from './scores.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { shell } from './shell.ts';
import { treatment } from './treatment.ts';
import { ui } from './ui.ts';
import { unlock } from './unlock.ts';
import { worklist } from './worklist.ts';

/** All Chinese texts, one file a feature; the top key is the file's name. */
export const zhCN = {
  advice,
  answers,
  app,
  audit,
  clinical,
  codes,
  composer,
  returns,
  course,
  criticalValues,
  delivery,
  episode,
  errors,
  figures,
  identity,
  handbook,
  firstVisit,
  labImport,
  labs,
  lis,
  management,
  outbox,
  packet,
  paper,
  pathway,
  patient,
  record,
  policy,
  reader,
  roads,
  referral,
  sbar,
  registry,
  reset,
  scores,
  settings,
  setup,
  shell,
  treatment,
  ui,
  unlock,
  worklist,
};
