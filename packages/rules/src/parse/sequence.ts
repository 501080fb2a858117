import type { EventMatch, SequenceStep } from '../ast.ts';
import { type Context, refuse, refuseSaid } from './context.ts';
import { eventTypes, matchOf, whereField } from './event.ts';
import { at, type Path } from './path.ts';
import {
  fieldsSchema,
  isObject,
  type NamedReader,
  named,
  object,
  optional,
  type Reader,
  readFields,
  required,
  type WrittenFields,
} from './reader.ts';
import { duration } from './scalars.ts';

const MOST_STEPS = 10;

const eventFields = { event: required(eventTypes), ...whereField } as const;
const matchObject = object(eventFields, ({ event, where }) => matchOf(event, where));

/** Events that may not lie in between: a name, names, or `{event, where}`. */
const without: Reader<string | readonly string[] | WrittenFields<typeof eventFields>, EventMatch> =
  {
    schema: { anyOf: [eventTypes.schema, matchObject.schema] },
    read(value, path, ctx) {
      if (isObject(value)) return matchObject.read(value, path, ctx);
      const types = eventTypes.read(value, path, ctx);
      return types === undefined ? undefined : matchOf(types, null);
    },
  };

const stepFields = {
  ...eventFields,
  within: optional(duration('impossible-window'), null),
  without: optional(without, null),
} as const;
const notFields = { ...eventFields, within: required(duration('impossible-window')) } as const;

/** How authors write a step. */
export type WrittenStep =
  | WrittenFields<typeof stepFields>
  | { readonly not: WrittenFields<typeof notFields> };

/** How authors write steps: two or more. */
export type WrittenSteps = readonly [WrittenStep, WrittenStep, ...WrittenStep[]];

/** The steps of a sequence: two or more, the last of which may be `{"not": …}`. */
export const steps: NamedReader<readonly WrittenStep[], readonly SequenceStep[]> = named('steps', {
  schema: {
    type: 'array',
    minItems: 2,
    maxItems: MOST_STEPS,
    items: {
      anyOf: [
        fieldsSchema(stepFields),
        {
          type: 'object',
          properties: { not: fieldsSchema(notFields) },
          required: ['not'],
          additionalProperties: false,
        },
      ],
    },
    description: 'a list of steps',
  },
  read(value, path, ctx) {
    if (!Array.isArray(value)) return refuse(ctx, 'wrong-type', path, value, 'a list of steps');
    if (value.length < 2 || value.length > MOST_STEPS) {
      const found = `a list of ${value.length}`;
      return refuseSaid(ctx, 'wrong-value', path, found, `a list of 2 to ${MOST_STEPS} steps`);
    }
    ctx.cost += value.length;
    const read = value.map((one: unknown, i) => {
      return readStep(one, at(path, i), ctx, i === 0, i === value.length - 1);
    });
    return read.every((step) => step !== undefined) ? read : undefined;
  },
});

function readStep(
  value: unknown,
  path: Path,
  ctx: Context,
  isFirst: boolean,
  isLast: boolean,
): SequenceStep | undefined {
  if (!isObject(value))
    return refuse(ctx, 'wrong-type', path, value, 'a step such as {"event": …}');
  if (Object.hasOwn(value, 'not')) return readNot(value, path, ctx, isLast);
  const parts = readFields(stepFields, value, path, ctx, []);
  if (parts === undefined) return undefined;
  const { event, where, within, without } = parts;
  if (isFirst && (within !== null || without !== null)) {
    const here = at(path, within === null ? 'without' : 'within');
    const expected = 'neither within nor without on the first step, which has none before it';
    return refuseSaid(ctx, 'conflicting-keys', here, 'a link to an earlier step', expected);
  }
  return { event: matchOf(event, where), withinMs: within, without, negated: false };
}

function readNot(
  value: Readonly<Record<string, unknown>>,
  path: Path,
  ctx: Context,
  isLast: boolean,
): SequenceStep | undefined {
  const here = at(path, 'not');
  if (!isLast) {
    const expected = '"not" on the last step only (use "without" for what may not lie in between)';
    return refuseSaid(ctx, 'wrong-value', here, '"not" on an earlier step', expected);
  }
  const wrapper = readFields({ not: required(anything) }, value, path, ctx);
  if (!isObject(value.not)) return refuse(ctx, 'wrong-type', here, value.not, 'a step');
  const parts = readFields(notFields, value.not, here, ctx);
  if (wrapper === undefined || parts === undefined) return undefined;
  const { event, where, within } = parts;
  return { event: matchOf(event, where), withinMs: within, without: null, negated: true };
}

/** What the caller looks at itself. */
const anything: Reader<unknown, true> = { schema: {}, read: () => true };
