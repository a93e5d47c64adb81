import { describe, expect, it } from 'vitest';
import { SMART_SCOPE } from '../../../electron/services/sync/smart-tokens.ts';

/** The gateway's rules are JavaScript for nginx: they are loaded as they stand. */
interface Access {
  verdict(
    claims: { facility: string; scope: string },
    request: { method: string; path: string; body: string },
    fhirBase: string,
  ): number;
  targets(request: { method: string; path: string; body: string }): string[];
  mayReplace(claims: { facility: string }, current: string, fhirBase: string): boolean;
}
const { default: access } = (await import(
  new URL('../../../build/registry/gateway/access.js', import.meta.url).href
)) as { default: Access };

const FHIR_BASE = 'https://ganqiao.example/fhir';
const tagged = (code: string) => ({ tag: [{ system: `${FHIR_BASE}/CodeSystem/facility`, code }] });
const verdict = (method: string, path: string, body: unknown = '', facility = 'JX') =>
  access.verdict(
    { facility, scope: SMART_SCOPE },
    { method, path, body: typeof body === 'string' ? body : JSON.stringify(body) },
    FHIR_BASE,
  );
const patient = (facility: string) => ({ resourceType: 'Patient', id: 'p', meta: tagged(facility) });
const task = { resourceType: 'Task', id: 't', meta: tagged('JX'), owner: { reference: 'Organization/org-SLYY' } };
const bundle = (...entry: unknown[]) => ({ resourceType: 'Bundle', type: 'transaction', entry });
const put = (resource: { resourceType: string; id: string }) => ({
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
});

describe('the gateway of a registry', () => {
  it('lets a facility write what carries its tag, and no other', () => {
    expect(verdict('PUT', 'Patient/p', patient('JX'))).toBe(200);
    expect(verdict('PUT', 'Patient/p', patient('OTHER'))).toBe(403);
    expect(verdict('POST', '', bundle(put(patient('JX')), put(task)))).toBe(200);
    expect(verdict('POST', '', bundle(put(patient('JX')), put(patient('OTHER'))))).toBe(403);
  });

  it('lets both parties move a Task, and nobody else', () => {
    expect(verdict('PUT', 'Task/t', task, 'SLYY')).toBe(200);
    expect(verdict('PUT', 'Task/t', task, 'THIRD')).toBe(403);
  });

  it('is not misled about what is written', () => {
    expect(
      verdict('PUT', 'Organization/org-JX', { resourceType: 'Organization', id: 'org-JX', meta: tagged('JX') }),
    ).toBe(403);
    expect(verdict('PUT', 'Patient/other', patient('JX'))).toBe(403);
    expect(
      verdict('POST', '', bundle({ resource: patient('JX'), request: { method: 'DELETE', url: 'Patient/p' } })),
    ).toBe(403);
    expect(
      verdict(
        'POST',
        '',
        bundle({ resource: patient('JX'), request: { method: 'PUT', url: 'Basic/ganqiao-registry' } }),
      ),
    ).toBe(403);
    expect(verdict('POST', '', bundle())).toBe(403);
    expect(verdict('POST', 'Patient', patient('JX'))).toBe(403);
    expect(verdict('PUT', 'Patient/p', '{')).toBe(400);
    for (const method of ['DELETE', 'PATCH']) expect(verdict(method, 'Patient/p', patient('JX'))).toBe(403);
  });

  it('lets read what the program reads', () => {
    for (const path of ['metadata', '', 'Task', 'Task/t', 'Communication', 'Basic/ganqiao-registry', 'Patient/p']) {
      expect(verdict('GET', path)).toBe(200);
    }
    for (const path of ['Patient', 'Observation', 'Encounter/e']) expect(verdict('GET', path)).toBe(403);
    expect(verdict('PUT', 'Binary/b')).toBe(200);
  });

  it('deletes and patches nothing', () => {
    for (const method of ['DELETE', 'PATCH']) expect(verdict(method, 'Patient/p')).toBe(403);
  });

  it('looks at what stands there before it is replaced', () => {
    const body = JSON.stringify(bundle(put(patient('JX')), put(task)));
    expect(access.targets({ method: 'POST', path: '', body })).toEqual(['Patient/p', 'Task/t']);
    expect(access.targets({ method: 'GET', path: 'Patient/p', body: '' })).toEqual([]);
    const mayReplace = (facility: string, current: string) => access.mayReplace({ facility }, current, FHIR_BASE);
    expect(mayReplace('JX', JSON.stringify(patient('JX')))).toBe(true);
    expect(mayReplace('OTHER', JSON.stringify(patient('JX')))).toBe(false);
    expect(mayReplace('SLYY', JSON.stringify(task))).toBe(true);
    expect(mayReplace('JX', '<html>')).toBe(false);
  });
});
