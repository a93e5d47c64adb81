import type { Filter, SearchRequest, WithId } from '@medplum/core';
import { badRequest, evalFhirPath, matchesSearchRequest, OperationOutcomeError } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { searchParameters } from './definitions.ts';
import type { Store, View } from './store.ts';
import type { Switches } from './switches.ts';

// `:missing` everywhere; the matcher of @medplum/core treats other modifiers as equality without saying so.
const MODIFIERS: Record<string, readonly string[]> = { token: ['missing', 'not'] };

/**
 * All matches in order, not cut into pages.
 * @throws OperationOutcomeError 400 for a search parameter, modifier or sort key this registry does not know
 */
export function searchStore(
  store: Store,
  request: SearchRequest,
  switches: Switches,
  view: View = { upTo: Number.POSITIVE_INFINITY, withLate: false },
): WithId<Resource>[] {
  const known = searchParameters(request.resourceType);
  for (const filter of request.filters ?? []) checkFilter(filter, known, switches);
  if (request.include || request.revInclude) {
    throw new OperationOutcomeError(badRequest('_include and _revinclude are not supported'));
  }
  const matches: WithId<Resource>[] = [];
  for (const resource of store.living(request.resourceType, view)) {
    if (matchesSearchRequest(resource, request)) matches.push(resource);
  }
  return sorted(matches, request, known);
}

/** Refuses an unknown modifier, which `parseSearchRequest` passes over in silence. */
export function checkParameterName(resourceType: string, name: string): void {
  const [code = '', modifier] = name.split(':');
  if (modifier === undefined) return;
  const parameter = searchParameters(resourceType)[code];
  const allowed = ['missing', ...(MODIFIERS[parameter?.type ?? ''] ?? [])];
  if (!allowed.includes(modifier)) throw new OperationOutcomeError(badRequest(`Unknown modifier: ${name}`));
}

function checkFilter(filter: Filter, known: Record<string, unknown>, switches: Switches): void {
  if (filter.code in known && !switches.unknownSearchParameters.includes(filter.code)) return;
  throw new OperationOutcomeError(badRequest(`Unknown search parameter: ${filter.code}`));
}

/** Sort keys in their given order: the first decides, the next break ties; then the order of first writing. */
function sorted(
  matches: WithId<Resource>[],
  request: SearchRequest,
  known: ReturnType<typeof searchParameters>,
): WithId<Resource>[] {
  const rules = (request.sortRules ?? []).map(rule => {
    const expression = known[rule.code]?.expression;
    if (!expression) throw new OperationOutcomeError(badRequest(`Unknown sort parameter: ${rule.code}`));
    return { expression, sign: rule.descending ? -1 : 1 };
  });
  if (rules.length === 0) return matches;
  const keyed = matches.map(resource => ({ resource, keys: rules.map(rule => sortKey(resource, rule.expression)) }));
  keyed.sort((a, b) => {
    for (const [i, rule] of rules.entries()) {
      const left = a.keys[i] ?? '';
      const right = b.keys[i] ?? '';
      if (left !== right) return (left < right ? -1 : 1) * rule.sign;
    }
    return 0;
  });
  return keyed.map(item => item.resource);
}

function sortKey(resource: Resource, expression: string): string {
  const first = evalFhirPath(expression, resource)[0];
  return typeof first === 'string' ? first : JSON.stringify(first ?? '');
}
