import { COMPARE_AS, type FIELD_OPS } from './field-tests.ts';
import { numberTests } from './number-tests.ts';
import type { JsonSchema } from './reader.ts';
import { boolean, id, scalar } from './scalars.ts';

const FILTER: JsonSchema = { $ref: '#/definitions/filter' };
const FIELD: JsonSchema = { $ref: '#/definitions/field' };
const VALUE: JsonSchema = { not: { type: 'null' } };
const VALUES: JsonSchema = { type: 'array', items: VALUE, minItems: 1 };
const PART: JsonSchema = { type: 'string', minLength: 1 };
const ELEMENT: JsonSchema = { anyOf: [FIELD, FILTER] };

const OPS: Readonly<Record<(typeof FIELD_OPS)[number], JsonSchema>> = {
  eq: VALUE,
  ne: VALUE,
  in: VALUES,
  notIn: VALUES,
  gt: scalar.schema,
  gte: scalar.schema,
  lt: scalar.schema,
  lte: scalar.schema,
  between: { type: 'array', items: scalar.schema, minItems: 2, maxItems: 2 },
  exists: boolean.schema,
  contains: PART,
  startsWith: PART,
  endsWith: PART,
  glob: PART,
  any: ELEMENT,
  all: ELEMENT,
  size: { anyOf: [{ type: 'number' }, numberTests.schema] },
  model: {
    type: 'object',
    properties: { name: id.schema, ...(numberTests.definition.properties as JsonSchema) },
    required: ['name'],
    minProperties: 2,
    additionalProperties: false,
  },
};

/** The schemas of filters: `filter` for `where`, and `field` for what is asked of one field. */
export function fieldTestsSchema(): Readonly<Record<'filter' | 'field', JsonSchema>> {
  const group: JsonSchema = { type: 'array', items: FILTER, minItems: 1 };
  return {
    filter: {
      type: 'object',
      description: 'field tests, all of which must hold',
      properties: { all: group, any: group, not: FILTER },
      additionalProperties: FIELD,
      minProperties: 1,
    },
    field: {
      anyOf: [
        scalar.schema,
        VALUES,
        {
          type: 'object',
          properties: { ...OPS, caseless: boolean.schema, as: { enum: COMPARE_AS } },
          additionalProperties: false,
          minProperties: 1,
        },
      ],
    },
  };
}
