import type { Window } from '../ast.ts';
import { type Context, refuse, refuseName, refuseSaid } from './context.ts';
import { type Duration, parseDuration } from './duration.ts';
import { eventType } from './event.ts';
import { at, type Path } from './path.ts';
import {
  isObject,
  type NamedReader,
  named,
  object,
  optional,
  type Reader,
  required,
} from './reader.ts';
import { duration, instant, whole } from './scalars.ts';

const MOST_SESSIONS = 1000;
const CALENDAR = {
  today: { unit: 'day', back: 0 },
  yesterday: { unit: 'day', back: 1 },
  'this-week': { unit: 'week', back: 0 },
  'last-week': { unit: 'week', back: 1 },
  'this-month': { unit: 'month', back: 0 },
  'last-month': { unit: 'month', back: 1 },
} as const;
const WORDS = [...Object.keys(CALENDAR), 'session', 'ever'];

/** Names of windows that are neither durations nor objects. */
export type WindowWord = keyof typeof CALENDAR | 'session' | 'ever';

/** How authors write a window. */
export type WrittenWindow =
  | WindowWord
  | Duration
  | { readonly from: Duration; readonly to: Duration }
  | { readonly since: string }
  | { readonly between: readonly [from: string, to: string] }
  | { readonly sessions: number };

const length = duration('impossible-window');

const rolling: Reader<Duration, Window> = {
  schema: length.schema,
  read(value, path, ctx) {
    const fromMs = length.read(value, path, ctx);
    return fromMs === undefined ? undefined : { kind: 'rolling', fromMs, toMs: 0 };
  },
};

const band = object(
  { from: required(length), to: required(duration('impossible-window', true)) },
  ({ from, to }, path, ctx): Window | undefined => {
    if (from > to) return { kind: 'rolling', fromMs: from, toMs: to };
    const expected = 'a band that begins further back than it ends';
    return refuseSaid(ctx, 'impossible-window', path, 'a reversed or empty band', expected);
  },
);

const since = object(
  { since: required(instant) },
  ({ since }): Window => ({ kind: 'absolute', from: since, to: null }),
);

const pair: Reader<readonly [string, string], readonly [number, number]> = {
  schema: { type: 'array', items: instant.schema, minItems: 2, maxItems: 2 },
  read(value, path, ctx) {
    if (!Array.isArray(value) || value.length !== 2) {
      return refuse(ctx, 'wrong-type', path, value, 'a list of two dates');
    }
    const from = instant.read(value[0], at(path, 0), ctx);
    const to = instant.read(value[1], at(path, 1), ctx);
    if (from === undefined || to === undefined) return undefined;
    if (from < to) return [from, to];
    const expected = 'a first date that lies before the second';
    return refuseSaid(ctx, 'impossible-window', path, 'dates that enclose nothing', expected);
  },
};

const between = object(
  { between: required(pair) },
  ({ between: [from, to] }): Window => ({ kind: 'absolute', from, to }),
);

const sessions = object(
  { sessions: required(whole(1, MOST_SESSIONS)) },
  ({ sessions }): Window => ({ kind: 'sessions', count: sessions }),
);

const OBJECTS = { from: band, to: band, since, between, sessions } as const;

/** A window, as `within` takes it. */
export const window: NamedReader<WrittenWindow, Window> = named('window', {
  schema: {
    description: 'a duration such as 7d, a calendar window, a band, dates or sessions',
    anyOf: [
      rolling.schema,
      { enum: WORDS },
      band.schema,
      since.schema,
      between.schema,
      sessions.schema,
    ],
  },
  read(value, path, ctx) {
    if (typeof value === 'string') return readWord(value, path, ctx);
    if (!isObject(value)) return refuse(ctx, 'wrong-type', path, value, 'a window such as "7d"');
    const key = Object.keys(OBJECTS).find((one) => Object.hasOwn(value, one));
    if (key !== undefined) return OBJECTS[key as keyof typeof OBJECTS].read(value, path, ctx);
    const [first] = Object.keys(value);
    const known = Object.keys(OBJECTS);
    if (first !== undefined) return refuseName(ctx, 'unknown-key', at(path, first), first, known);
    return refuse(ctx, 'wrong-value', path, value, `an object with ${known.join(', ')}`);
  },
});

function readWord(word: string, path: Path | null, ctx: Context): Window | undefined {
  if (word === 'ever') return { kind: 'ever' };
  if (word === 'session') return { kind: 'sessions', count: 1 };
  if (Object.hasOwn(CALENDAR, word)) {
    return { kind: 'calendar', ...CALENDAR[word as keyof typeof CALENDAR] };
  }
  const digitFirst = word[0] === '-' || (word[0] ?? '') <= '9';
  if (parseDuration(word) !== null || digitFirst) return rolling.read(word, path, ctx);
  return refuseName(ctx, 'wrong-value', path, word, WORDS);
}

const firstOf = object(
  { within: required(length), of: required(eventType) },
  ({ within, of }): Window => ({ kind: 'within-first', ms: within, type: of }),
);

/** The first stretch of a visitor's history, as `within-first` takes it. */
export const withinFirst: NamedReader<
  Duration | { readonly within: Duration; readonly of: string },
  Window
> = named('first-window', {
  schema: {
    description: 'a duration from the first event, or {"within": "3d", "of": "sign_up"}',
    anyOf: [length.schema, firstOf.schema],
  },
  read(value, path, ctx) {
    if (isObject(value)) return firstOf.read(value, path, ctx);
    const ms = length.read(value, path, ctx);
    return ms === undefined ? undefined : { kind: 'within-first', ms, type: null };
  },
});

/** The two keys that say when; at most one may be there, and none means all time. */
export const windowFields = {
  within: optional(window, null),
  'within-first': optional(withinFirst, null),
} as const;

/** The window that the two keys give. */
export function windowOf(
  parts: { readonly within: Window | null; readonly 'within-first': Window | null },
  path: Path | null,
  ctx: Context,
): Window | undefined {
  const { within, 'within-first': first } = parts;
  if (within !== null && first !== null) {
    const found = 'both within and within-first';
    return refuseSaid(ctx, 'conflicting-keys', path, found, 'one of the two');
  }
  return within ?? first ?? { kind: 'ever' };
}
