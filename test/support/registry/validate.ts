import { OperationOutcomeError, validateResource } from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import { Fhir } from 'fhir';
import { indexDefinitions } from './definitions.ts';

const WRONG_CODE = /not found in value set$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

let secondValidator: Fhir | undefined;

/**
 * Asks both validators.
 * @returns one line an error, `<validator> <element>: <text>`; empty when both accept the resource
 * @throws never for an invalid resource
 */
export function validationErrors(resource: Resource): string[] {
  const first = medplumIssues(resource).map(i => `medplum ${i.expression?.[0] ?? ''}: ${i.details?.text ?? i.code}`);
  const second = fhirErrors(resource).map(e => `fhir ${e.location}: ${e.message}`);
  return [...first, ...second];
}

/** What makes the registry refuse a resource: all of the first validator, wrong codes of the second. */
export function refusalIssues(resource: Resource): OperationOutcomeIssue[] {
  const wrongCodes = fhirErrors(resource).filter(error => WRONG_CODE.test(error.message));
  return [
    ...medplumIssues(resource),
    ...wrongCodes.map(
      ({ location, message }): OperationOutcomeIssue => ({
        severity: 'error',
        code: 'code-invalid',
        details: { text: message },
        expression: [location],
      }),
    ),
  ];
}

/** Structure, cardinality, types, invariants; passes wrong codes of required bindings. */
function medplumIssues(resource: Resource): OperationOutcomeIssue[] {
  indexDefinitions();
  try {
    const issues = validateResource(withTimesInUtc(resource) as Resource);
    return issues.filter(issue => issue.severity === 'error' || issue.severity === 'fatal');
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue ?? [];
    throw error;
  }
}

/** Errors of `fhir` 4.12.0, which also knows the value sets. */
function fhirErrors(resource: Resource): { location: string; message: string }[] {
  secondValidator ??= new Fhir();
  return secondValidator
    .validate(resource, { errorOnUnexpected: true })
    .messages.filter(m => m.severity === 'error' || m.severity === 'fatal')
    .map(m => ({ location: m.location ?? '', message: m.message ?? '' }));
}

/**
 * A copy whose times are all in UTC with milliseconds. FHIRPath of @medplum/core 5.2.13 compares times as text, so the invariants
 * "lastModified >= authoredOn" and "start <= end" fail for two right times written with different offsets or precision (measured).
 */
function withTimesInUtc(value: unknown): unknown {
  if (typeof value === 'string') {
    if (!TIME.test(value)) return value;
    const time = Date.parse(value);
    return Number.isNaN(time) ? value : new Date(time).toISOString();
  }
  if (Array.isArray(value)) return value.map(withTimesInUtc);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTimesInUtc(item)]));
}
