import { condition } from './parse/condition.ts';
import { eventTypes } from './parse/event.ts';
import { fieldTestsSchema } from './parse/field-tests-schema.ts';
import { FILE_FIELDS } from './parse/file.ts';
import { MEASURES, type MeasureKey } from './parse/measures.ts';
import { numberTests } from './parse/number-tests.ts';
import { fieldsSchema, type JsonSchema } from './parse/reader.ts';
import { score } from './parse/score.ts';
import { steps } from './parse/sequence.ts';
import { valueTestsSchema } from './parse/value-tests.ts';
import { window, withinFirst } from './parse/window.ts';

const KEYS = Object.keys(MEASURES) as MeasureKey[];
const SHARED = [window, withinFirst, eventTypes, steps, numberTests, score];
const REF = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });
const CONDITIONS: JsonSchema = { type: 'array', items: condition.schema, minItems: 1 };

/**
 * The JSON Schema (draft 7, which editors know best) of a rule file.
 *
 * It is made of the same readers as the parser. What it cannot say, the parser alone refuses:
 * references, cycles, windows that enclose nothing, and what a comparison may be with when its
 * measure is a signal.
 */
export function jsonSchema(): JsonSchema {
  const definitions: Record<string, JsonSchema> = {
    condition: conditionSchema(),
    measure: choice(KEYS, (key) => REF(`measure-${key}`)),
    ...fieldTestsSchema(),
    ...Object.fromEntries(SHARED.map(({ name, definition }) => [name, definition])),
  };
  for (const key of KEYS) {
    definitions[`measure-${key}`] = fieldsSchema(MEASURES[key].fields);
    definitions[`compare-${key}`] = compareSchema(key);
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Inkling rule file, format 1',
    ...fieldsSchema(FILE_FIELDS),
    definitions,
  };
}

/** One of several keys says which schema holds, so that an editor complains about that one only. */
function choice(keys: readonly string[], schemaOf: (key: string) => JsonSchema): JsonSchema {
  return {
    type: 'object',
    anyOf: keys.map((key) => ({ required: [key] })),
    allOf: keys.map((key) => implies({ required: [key] }, schemaOf(key))),
  };
}

function implies(condition: JsonSchema, conclusion: JsonSchema): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword; nobody awaits a schema.
  return { if: condition, then: conclusion };
}

/** A measure with what it is compared with. */
function compareSchema(key: MeasureKey): JsonSchema {
  const { fields, value } = MEASURES[key];
  const tests = valueTestsSchema(key === 'signal' ? 'any' : value);
  const own = fieldsSchema(fields);
  const implied = key === 'entered' || key === 'exited';
  return {
    ...own,
    properties: { ...(own.properties as JsonSchema), ...tests },
    ...(implied ? {} : { anyOf: Object.keys(tests).map((op) => ({ required: [op] })) }),
  };
}

function conditionSchema(): JsonSchema {
  const logic: Readonly<Record<string, JsonSchema>> = {
    all: only({ all: CONDITIONS }),
    any: only({ any: CONDITIONS }),
    not: only({ not: condition.schema }),
    atLeast: only({ atLeast: { type: 'integer', minimum: 1 }, of: CONDITIONS }),
  };
  // `in` is a condition by itself, and a comparison beside a measure.
  const measured = { anyOf: KEYS.map((key) => ({ required: [key] })) };
  const inside = implies({ required: ['in'], not: measured }, only({ in: { type: 'string' } }));
  const keys = [...KEYS, ...Object.keys(logic)];
  const chosen = choice(keys, (key) => logic[key] ?? REF(`compare-${key}`));
  return {
    ...chosen,
    anyOf: [...(chosen.anyOf as JsonSchema[]), { required: ['in'] }],
    allOf: [...(chosen.allOf as JsonSchema[]), inside],
  };
}

function only(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}
