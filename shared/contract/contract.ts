import { audit, backup, facility, users, wards } from './administration.ts';
import { advice } from './advice.ts';
import { answers, messages } from './answers.ts';
import { application, drafts, session, setup } from './application.ts';
import { assessments, episodes, findings, firstVisit, labs, patients, treatments } from './clinical.ts';
import { criticalValues } from './critical-values.ts';
import { departures } from './departures.ts';
import { deviceClock } from './device-clock.ts';
import { events } from './events.ts';
import { figures } from './figures.ts';
import { formulas, models } from './formulas.ts';
import { identity } from './identity.ts';
import { labImports, labInbox, labProfiles } from './lab-imports.ts';
import { management } from './management.ts';
import { pathway } from './pathway.ts';
import { policy } from './policy.ts';
import { received, sealedFiles } from './received.ts';
import { registry } from './registry.ts';
import { returns } from './returns.ts';
import { trust } from './roads.ts';
import { outbox, packet, referrals, sync } from './transfer.ts';
import { worklist } from './worklist.ts';

/**
 * Everything that a renderer may ask of the worker. The renderer's client, the worker's router, the transports and the
 * role test are all derived from this object.
 */
export const contract = {
  application,
  setup,
  session,
  deviceClock,
  drafts,
  users,
  facility,
  wards,
  backup,
  audit,
  registry,
  formulas,
  models,
  worklist,
  patients,
  identity,
  episodes,
  findings,
  labs,
  criticalValues,
  labImports,
  labProfiles,
  labInbox,
  firstVisit,
  assessments,
  policy,
  advice,
  management,
  treatments,
  pathway,
  figures,
  referrals,
  departures,
  returns,
  packet,
  answers,
  messages,
  outbox,
  sync,
  trust,
  sealedFiles,
  received,
  events,
};
export type Contract = typeof contract;
