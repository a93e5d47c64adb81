import { Observation } from '../../../shared/records/observation.ts';
import type { ObservationRow } from '../database/rows/episode-rows.ts';

/** @param row as the table holds it */
export const observationOf = (row: ObservationRow): Observation =>
  Observation.parse({
    id: row.id,
    patientId: row.patient_id,
    episodeId: row.episode_id,
    code: row.code,
    valueSi: row.value_si,
    comparator: row.comparator,
    text: row.text,
    missing: row.missing,
    enteredValue: row.entered_value,
    enteredUnit: row.entered_unit,
    sampledAt: row.sampled_at,
    timeSource: row.time_source,
    laboratory: row.laboratory,
    source: row.source,
    ...(row.range_low === null && row.range_high === null
      ? {}
      : { range: { low: row.range_low, high: row.range_high } }),
    ...(row.lab_flag === null ? {} : { labFlag: row.lab_flag }),
    version: row.version,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    voidedAt: row.voided_at,
  });
