import type { EventMatch, Filter } from '../ast.ts';
import { refuse } from './context.ts';
import { filter } from './filter.ts';
import { at } from './path.ts';
import { type NamedReader, named, optional, type Reader } from './reader.ts';

const MOST_TYPES = 50;
const MOST_LETTERS = 100;
const ONE = 'the name of an event, such as page_view';
const MANY = 'the name of an event, a list of names, or "*" for every event';

/** The name of one event. */
export const eventType: Reader<string, string> = {
  schema: { type: 'string', minLength: 1, maxLength: MOST_LETTERS, description: ONE },
  read(value, path, ctx) {
    if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, ONE);
    if (value === '' || value === '*' || value.length > MOST_LETTERS) {
      return refuse(ctx, 'wrong-value', path, value, ONE);
    }
    return value;
  },
};

/** An event's name, a list of names, or `*` for every event. */
export const eventTypes: NamedReader<string | readonly string[], readonly string[] | 'every'> =
  named('event-types', {
    schema: {
      description: MANY,
      anyOf: [
        { type: 'string', minLength: 1, maxLength: MOST_LETTERS },
        { type: 'array', items: eventType.schema, minItems: 1, maxItems: MOST_TYPES },
      ],
    },
    read(value, path, ctx) {
      if (value === '*') return 'every';
      if (typeof value === 'string') {
        const one = eventType.read(value, path, ctx);
        return one === undefined ? undefined : [one];
      }
      if (!Array.isArray(value)) return refuse(ctx, 'wrong-type', path, value, MANY);
      if (value.length === 0 || value.length > MOST_TYPES) {
        return refuse(ctx, 'wrong-value', path, value, `a list of 1 to ${MOST_TYPES} names`);
      }
      const types = value.map((one: unknown, i) => eventType.read(one, at(path, i), ctx));
      return types.every((one) => one !== undefined) ? [...new Set(types)] : undefined;
    },
  });

/** The key that filters events by their params. */
export const whereField = { where: optional(filter, null) } as const;

/** Puts types and filter together. */
export function matchOf(types: readonly string[] | 'every', filter: Filter | null): EventMatch {
  return { types: types === 'every' ? null : types, where: filter };
}
