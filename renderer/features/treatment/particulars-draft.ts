import type { ParseKeys } from 'i18next';
import { PARTICULAR_FIELDS, type ParticularField } from '../../../shared/records/particular-fields.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';
import {
  FORM_OF_KIND,
  type ParticularsFault,
  type ParticularsForm,
  particularsFault,
  TreatmentParticulars,
  UNIT_OF_KIND,
} from '../../../shared/records/treatment-particulars.ts';
import { foldTyped } from '../labs/typed-value.ts';

/** What is typed or chosen of each field, by its key; a list for several choices. */
export type ParticularsDraft = Readonly<Record<string, string | readonly string[]>>;

export type ParticularsLack =
  | { readonly what: 'missing' | 'unreadable' | 'range'; readonly field: ParseKeys }
  | { readonly what: 'fault'; readonly fault: ParticularsFault };

const DECIMAL = /^\d+(\.\d+)?$/;
const WHOLE = /^\d+$/;

/** The fields that a kind is asked for; those that mean nothing for it are left out. */
export function fieldsOf(kind: TreatmentKind): readonly ParticularField[] {
  const form = FORM_OF_KIND[kind];
  if (form === null) return [];
  const fields: readonly ParticularField[] = PARTICULAR_FIELDS[form];
  return form === 'transfusion' && kind !== 'plasma' ? fields.filter(({ key }) => key !== 'plasmaType') : fields;
}

export const textOf = (draft: ParticularsDraft, key: string): string => {
  const value = draft[key];
  return typeof value === 'string' ? value : '';
};

export const listOf = (draft: ParticularsDraft, key: string): readonly string[] => {
  const value = draft[key];
  return Array.isArray(value) ? value : [];
};

/** A stored form as it is typed again. */
export function draftOfParticulars(particulars: TreatmentParticulars | undefined): ParticularsDraft {
  const entries = Object.entries(particulars ?? {}).flatMap(([key, value]): [string, string | string[]][] => {
    if (key === 'form' || key === 'unit' || value === null) return [];
    return [[key, Array.isArray(value) ? value : String(value)]];
  });
  return Object.fromEntries(entries);
}

/** What is typed as the particulars of a kind, and what is still missing or wrong; undefined while anything is. */
export function readParticulars(
  kind: TreatmentKind,
  draft: ParticularsDraft,
): { particulars: TreatmentParticulars | undefined; lacks: ParticularsLack[] } {
  const form: ParticularsForm | null = FORM_OF_KIND[kind];
  if (form === null) return { particulars: undefined, lacks: [] };
  const lacks: ParticularsLack[] = [];
  const typed: Record<string, unknown> = { form };
  if (form === 'transfusion') {
    typed.unit = UNIT_OF_KIND[kind];
    typed.plasmaType = null;
  }
  for (const field of fieldsOf(kind)) {
    const value = readField(field, draft);
    if (value === undefined) lacks.push({ what: 'unreadable', field: field.label });
    else if (field.isRequired && isEmpty(value)) lacks.push({ what: 'missing', field: field.label });
    typed[field.key] = value;
  }
  if (lacks.length > 0) return { particulars: undefined, lacks };
  const parsed = TreatmentParticulars.safeParse(typed);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    const fields = fieldsOf(kind).filter(({ key }) => wrong.has(key));
    return { particulars: undefined, lacks: fields.map(({ label }) => ({ what: 'range', field: label })) };
  }
  const fault = particularsFault(kind, parsed.data);
  return fault
    ? { particulars: undefined, lacks: [{ what: 'fault', fault }] }
    : { particulars: parsed.data, lacks: [] };
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The value in the shape that is stored; undefined for a number that cannot be read. */
function readField({ key, input }: ParticularField, draft: ParticularsDraft): unknown {
  switch (input) {
    case 'choices':
      return listOf(draft, key);
    case 'text':
    case 'long-text':
      return textOf(draft, key).trim();
    case 'choice':
    case 'day':
      return textOf(draft, key) || null;
    case 'number':
    case 'integer': {
      const text = foldTyped(textOf(draft, key));
      if (text === '') return null;
      return (input === 'integer' ? WHOLE : DECIMAL).test(text) ? Number(text) : undefined;
    }
  }
}
