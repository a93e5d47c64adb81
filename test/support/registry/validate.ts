import type { WithId } from '@medplum/core';
import { OperationOutcomeError, validateResource } from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import { Fhir } from 'fhir';
import { indexDefinitions } from './definitions.ts';

const WRONG_CODE = /not found in value set$/;

let secondValidator: Fhir | undefined;

/** Errors of the first validator: structure, cardinality, types, invariants; it passes wrong codes of required bindings. */
function medplumIssues(resource: Resource): OperationOutcomeIssue[] {
  indexDefinitions();
  try {
    return validateResource(resource).filter(issue => issue.severity === 'error' || issue.severity === 'fatal');
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue ?? [];
    throw error;
  }
}

/** Errors of the second validator (`fhir` 4.12.0), which also knows the value sets. */
function fhirErrors(resource: Resource): { location: string; message: string }[] {
  secondValidator ??= new Fhir();
  return secondValidator
    .validate(resource, { errorOnUnexpected: true })
    .messages.filter(m => m.severity === 'error' || m.severity === 'fatal')
    .map(m => ({ location: m.location ?? '', message: m.message ?? '' }));
}

/** Codes outside the value set of a required binding, such as `Task.status: nonsense`. */
export function requiredBindingErrors(resource: Resource): { location: string; message: string }[] {
  return fhirErrors(resource).filter(error => WRONG_CODE.test(error.message));
}

/**
 * Asks both validators.
 * @returns one line an error, `<validator> <element>: <text>`; empty when both accept the resource
 * @throws never for an invalid resource
 */
export function validationErrors(resource: Resource | WithId<Resource>): string[] {
  const first = medplumIssues(resource).map(i => `medplum ${i.expression?.[0] ?? ''}: ${i.details?.text ?? i.code}`);
  const second = fhirErrors(resource).map(e => `fhir ${e.location}: ${e.message}`);
  return [...first, ...second];
}
