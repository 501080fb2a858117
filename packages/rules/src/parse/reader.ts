import type { JsonValue } from '@inkling/engine';
import { type Context, refuse, refuseName, refuseSaid } from './context.ts';
import { at, type Path } from './path.ts';

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: JsonValue;
}

/**
 * One piece of the language: how it is read, how JSON Schema says it, and, by its type
 * parameters, how TypeScript spells it. Parser, schema and types all come from these.
 */
export interface Reader<In, Out> {
  /** Gives `undefined` after noting at least one fault; never throws. */
  read(value: unknown, path: Path | null, ctx: Context): Out | undefined;
  readonly schema: JsonSchema;
  /** Never set: carries the type that authors write. */
  readonly written?: In;
}

/** The type that authors write for a reader. */
export type Written<R> = R extends Reader<infer In, unknown> ? In : never;
type Parsed<R> = R extends Reader<unknown, infer Out> ? Out : never;

/** One key of an object: required, or with what it is when left out. */
export interface Field<In, Out> {
  readonly reader: Reader<In, Out>;
  readonly optional: false;
}
/** A key that may be left out. */
export interface OptionalField<In, Out, Absent> {
  readonly reader: Reader<In, Out>;
  readonly optional: true;
  readonly absent: Absent;
}

type AnyField = Field<unknown, unknown> | OptionalField<unknown, unknown, unknown>;
/** The keys of an object. */
export interface Fields {
  readonly [key: string]: AnyField;
}
type RequiredKeys<F> = {
  [K in keyof F]: F[K] extends { readonly optional: false } ? K : never;
}[keyof F];
/** What authors write for an object with these keys. */
export type WrittenFields<F> = {
  readonly [K in RequiredKeys<F>]: F[K] extends { reader: infer R } ? Written<R> : never;
} & {
  readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: F[K] extends { reader: infer R }
    ? Written<R>
    : never;
};
/** What an object with these keys is read into. */
export type ParsedFields<F> = {
  readonly [K in keyof F]: F[K] extends { reader: infer R; absent: infer A }
    ? Parsed<R> | A
    : F[K] extends { reader: infer R }
      ? Parsed<R>
      : never;
};

/** A key that must be there. */
export function required<In, Out>(reader: Reader<In, Out>): Field<In, Out> {
  return { reader, optional: false };
}

/** A key that may be left out, and stands for `absent` then. */
export function optional<In, Out, Absent>(
  reader: Reader<In, Out>,
  absent: Absent,
): OptionalField<In, Out, Absent> {
  return { reader, optional: true, absent };
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads the keys of an object and refuses any other.
 *
 * @param alsoKnown - Keys that someone else reads.
 */
export function readFields<const F extends Fields>(
  fields: F,
  value: Readonly<Record<string, unknown>>,
  path: Path | null,
  ctx: Context,
  alsoKnown: readonly string[] = [],
): ParsedFields<F> | undefined {
  const out: Record<string, unknown> = {};
  let sound = true;
  const known = [...Object.keys(fields), ...alsoKnown];
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(fields, key) || alsoKnown.includes(key)) continue;
    refuseName(ctx, 'unknown-key', at(path, key), key, known);
    sound = false;
  }
  for (const [key, field] of Object.entries(fields)) {
    if (Object.hasOwn(value, key)) out[key] = field.reader.read(value[key], at(path, key), ctx);
    else if (field.optional) out[key] = field.absent;
    else refuse(ctx, 'missing-key', at(path, key), undefined, describeSchema(field.reader.schema));
    if (out[key] === undefined) sound = false;
  }
  // Each key was read by the reader that gives it its type.
  return sound ? (out as ParsedFields<F>) : undefined;
}

/** The schema of an object with these keys and no others. */
export function fieldsSchema(fields: Fields): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [key, { reader }] of Object.entries(fields)) properties[key] = reader.schema;
  const must = Object.keys(fields).filter((key) => fields[key]?.optional === false);
  return {
    type: 'object',
    properties,
    ...(must.length > 0 ? { required: must } : {}),
    additionalProperties: false,
  };
}

/** An object with these keys and no others, read into `build` of its members. */
export function object<const F extends Fields, Out>(
  fields: F,
  build: (parts: ParsedFields<F>, path: Path | null, ctx: Context) => Out | undefined,
): Reader<WrittenFields<F>, Out> {
  return {
    schema: fieldsSchema(fields),
    read(value, path, ctx) {
      if (!isObject(value)) return refuse(ctx, 'wrong-type', path, value, 'an object');
      const parts = readFields(fields, value, path, ctx);
      return parts === undefined ? undefined : build(parts, path, ctx);
    },
  };
}

/** A list of at least `least` and at most `most` members. */
export function list<In, Out>(
  member: Reader<In, Out>,
  least: number,
  most: number,
): Reader<readonly In[], readonly Out[]> {
  return {
    schema: { type: 'array', items: member.schema, minItems: least, maxItems: most },
    read(value, path, ctx) {
      if (!Array.isArray(value)) return refuse(ctx, 'wrong-type', path, value, 'a list');
      if (value.length < least || value.length > most) {
        const found = `a list of ${value.length}`;
        return refuseSaid(ctx, 'wrong-value', path, found, `a list of ${least} to ${most}`);
      }
      const out = value.map((one: unknown, i) => member.read(one, at(path, i), ctx));
      return out.every((one) => one !== undefined) ? (out as Out[]) : undefined;
    },
  };
}

/** An object whose keys are names chosen by the author, read in file order. */
export function record<In, Out>(
  key: Reader<string, string>,
  member: (id: string) => Reader<In, Out>,
  most: number,
): Reader<Readonly<Record<string, In>>, readonly Out[]> {
  return {
    schema: {
      type: 'object',
      propertyNames: key.schema,
      additionalProperties: member('').schema,
      maxProperties: most,
    },
    read(value, path, ctx) {
      if (!isObject(value)) return refuse(ctx, 'wrong-type', path, value, 'an object');
      const entries = Object.entries(value);
      if (entries.length > most) {
        const found = `${entries.length} entries`;
        return refuseSaid(ctx, 'wrong-value', path, found, `at most ${most}`);
      }
      const out: (Out | undefined)[] = [];
      for (const [id, one] of entries) {
        const named = key.read(id, at(path, id), ctx);
        const read = member(id).read(one, at(path, id), ctx);
        out.push(named === undefined ? undefined : read);
      }
      return out.every((one) => one !== undefined) ? (out as Out[]) : undefined;
    },
  };
}

/** A reader that the schema defines once, under a name, and refers to everywhere else. */
export interface NamedReader<In, Out> extends Reader<In, Out> {
  readonly name: string;
  readonly definition: JsonSchema;
}

/** Gives a reader a name in the schema's `definitions`. */
export function named<In, Out>(name: string, reader: Reader<In, Out>): NamedReader<In, Out> {
  const { description } = reader.schema;
  const said = description === undefined ? {} : { description };
  const schema = { $ref: `#/definitions/${name}`, ...said };
  return { read: reader.read, schema, name, definition: reader.schema };
}

/** What a schema asks for, in a few words. */
export function describeSchema(schema: JsonSchema): string {
  const said = schema.description ?? schema.title;
  if (typeof said === 'string') return said;
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.join(', ')}`;
  if (schema.type === 'array') return 'a list';
  return typeof schema.type === 'string' ? `a value of type ${schema.type}` : 'this key';
}
