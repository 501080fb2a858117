import type { JsonValue } from '@inkling/engine';
import { type Rules, recordingNeeds } from '@inkling/rules';

/**
 * What visitors may do beyond the usual: types of events, their params, and the values that some
 * filter compares these with (none where no filter looks).
 */
export type Vocabulary = ReadonlyMap<string, ReadonlyMap<string, readonly JsonValue[]>>;

/** Reads off a rule file which events it waits for, and which values its filters ask for. */
export function readVocabulary(rules: Rules): Vocabulary {
  const asked = new Map<string, Set<JsonValue>>();
  collect(rules, asked);
  return new Map(
    recordingNeeds(rules)
      .filter(({ type }) => type !== '*')
      .map(({ type, params }) => [
        type,
        new Map(params.map((param) => [param, [...(asked.get(param) ?? [])]])),
      ]),
  );
}

/** Every value that some filter compares a field with, by the field. */
function collect(node: unknown, asked: Map<string, Set<JsonValue>>): void {
  if (typeof node !== 'object' || node === null) return;
  const { kind, field, tests } = node as { kind?: unknown; field?: unknown; tests?: unknown };
  if (kind === 'field' && typeof field === 'string' && Array.isArray(tests)) {
    const values = asked.get(field) ?? new Set();
    for (const test of tests as readonly { value?: JsonValue; values?: JsonValue[] }[]) {
      for (const value of [test.value, ...(test.values ?? [])]) {
        if (value !== undefined) values.add(value);
      }
    }
    asked.set(field, values);
  }
  for (const inner of Object.values(node)) collect(inner, asked);
}
