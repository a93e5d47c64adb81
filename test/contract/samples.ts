import { randomUUID } from 'node:crypto';
import type { Communication, Observation, Organization, Patient, ServiceRequest, Task } from '@medplum/fhirtypes';

// Resources of the shapes the product sends (registry-and-sync 2 and 3); fictional people, fresh UUIDs.

const CODES = 'https://ganqiao.example/fhir/CodeSystem';

type WithUuid<T> = T & { id: string };

export function organization(): WithUuid<Organization> {
  const id = `org-contract-${randomUUID().slice(0, 8)}`;
  return { resourceType: 'Organization', id, name: '契约测试医院' };
}

export function patient(organizationId: string): WithUuid<Patient> {
  return {
    resourceType: 'Patient',
    id: randomUUID(),
    name: [{ text: '测试病人' }],
    gender: 'male',
    managingOrganization: { reference: `Organization/${organizationId}` },
  };
}

export function observation(patientId: string, value: number): WithUuid<Observation> {
  return {
    resourceType: 'Observation',
    id: randomUUID(),
    status: 'final',
    code: { coding: [{ system: `${CODES}/analyte`, code: 'TBIL' }], text: '总胆红素' },
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: '2026-03-01T08:00:00+08:00',
    valueQuantity: { value, unit: 'umol/L', system: 'http://unitsofmeasure.org', code: 'umol/L' },
  };
}

export interface Parties {
  requester: string;
  owner: string;
}

export function serviceRequest(patientId: string, parties: Parties): WithUuid<ServiceRequest> {
  return {
    resourceType: 'ServiceRequest',
    id: randomUUID(),
    status: 'active',
    intent: 'order',
    priority: 'asap',
    subject: { reference: `Patient/${patientId}` },
    requester: { reference: `Organization/${parties.requester}` },
    performer: [{ reference: `Organization/${parties.owner}` }],
  };
}

export function task(patientId: string, parties: Parties): WithUuid<Task> {
  return {
    resourceType: 'Task',
    id: randomUUID(),
    status: 'requested',
    businessStatus: { coding: [{ system: `${CODES}/business-status`, code: 'created' }] },
    intent: 'order',
    for: { reference: `Patient/${patientId}` },
    requester: { reference: `Organization/${parties.requester}` },
    owner: { reference: `Organization/${parties.owner}` },
  };
}

export function communication(patientId: string, parties: Parties): WithUuid<Communication> {
  return {
    resourceType: 'Communication',
    id: randomUUID(),
    status: 'completed',
    subject: { reference: `Patient/${patientId}` },
    sent: '2026-03-01T09:00:00+08:00',
    sender: { reference: `Organization/${parties.owner}` },
    recipient: [{ reference: `Organization/${parties.requester}` }],
    payload: [{ contentString: '测试消息' }],
  };
}
