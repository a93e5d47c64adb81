/** Used until an alliance sets its own: a reserved name that never resolves. */
export const DEFAULT_FHIR_BASE = 'https://ganqiao.example/fhir';

/**
 * Every URI of our own under `base`. The base is part of the data, equal at all sites of an alliance; a reader accepts
 * exactly that base. `base` has no slash at its end.
 */
export const fhirUris = (base: string) => ({
  base,
  sid: {
    referralNumber: `${base}/sid/referral-number`,
    wardNumber: `${base}/sid/ward-number`,
    /** Hospital number; each facility counts its own. */
    hospitalNumber: (facilityCode: string) => `${base}/sid/mrn/${facilityCode}`,
    residentId: `${base}/sid/resident-id`,
    facility: `${base}/sid/facility`,
    registryEpoch: `${base}/sid/registry-epoch`,
    registryTraining: `${base}/sid/registry-training`,
  },
  codeSystem: {
    businessStatus: `${base}/CodeSystem/business-status`,
    reason: `${base}/CodeSystem/reason`,
    output: `${base}/CodeSystem/output`,
    analyte: `${base}/CodeSystem/analyte`,
    input: `${base}/CodeSystem/input`,
    score: `${base}/CodeSystem/score`,
    scorePart: `${base}/CodeSystem/score-part`,
    qualitative: `${base}/CodeSystem/qualitative`,
    treatment: `${base}/CodeSystem/treatment`,
    aetiology: `${base}/CodeSystem/aetiology`,
    /** ICD-10 codes of a hospital's own table: national and insurance versions extend the WHO codes differently. */
    icd10Local: `${base}/CodeSystem/icd-10-local`,
    consentScope: `${base}/CodeSystem/consent-scope`,
    registryItem: `${base}/CodeSystem/registry-item`,
    registryAnswer: `${base}/CodeSystem/registry-answer`,
    facility: `${base}/CodeSystem/facility`,
    app: `${base}/CodeSystem/app`,
  },
  extension: {
    op: `${base}/StructureDefinition/op`,
    rev: `${base}/StructureDefinition/rev`,
    t0: `${base}/StructureDefinition/t0`,
    timeSource: `${base}/StructureDefinition/time-source`,
    missingInput: `${base}/StructureDefinition/missing-input`,
  },
});
export type FhirUris = ReturnType<typeof fhirUris>;

/** URIs that are not ours. */
export const LOINC = 'http://loinc.org';
export const UCUM = 'http://unitsofmeasure.org';
export const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
export const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';
