import type { Measure } from '../ast.ts';
import { refuse, refuseSaid } from './context.ts';
import { eventTypes, matchOf, whereField } from './event.ts';
import { measureSpec, param } from './measure-spec.ts';
import { numberTests } from './number-tests.ts';
import { at } from './path.ts';
import { isObject, optional, type Reader, readFields, required } from './reader.ts';
import { boolean, whole, word } from './scalars.ts';
import { windowFields, windowOf } from './window.ts';

const MOST_DAYS = 400;
const MOST_NTH = 1000;
const event = required(eventTypes);
const when = { ...whereField, ...windowFields } as const;

type PeriodTotal = Extract<Measure, { kind: 'periods' }>['total'];

/** `{"field": "value", "gte": 50}`: what a period's sum must be. */
const periodTotal: Reader<Readonly<Record<string, unknown>>, PeriodTotal> = {
  schema: {
    description: '{"field": "value", "gte": 50}',
    type: 'object',
    required: ['field'],
    properties: { field: param.schema },
    minProperties: 2,
  },
  read(value, path, ctx) {
    if (!isObject(value)) {
      return refuse(ctx, 'wrong-type', path, value, 'a field and comparisons of its sum');
    }
    const { field, ...tests } = value;
    const named = readFields(
      { field: required(param) },
      field === undefined ? {} : { field },
      path,
      ctx,
    );
    const read = numberTests.read(tests, path, ctx);
    return named && read && { field: named.field, tests: read };
  },
};

/** A duration of whole days, as a number of days. */
const days: Reader<string, number> = {
  schema: {
    type: 'string',
    pattern: '^[0-9]{1,3}[dw]$',
    description: 'whole days such as 1d or 2w',
  },
  read(value, path, ctx) {
    const expected = `whole days such as 1d or 2w, at most ${MOST_DAYS}d`;
    if (typeof value !== 'string') return refuse(ctx, 'wrong-type', path, value, expected);
    const count = Number(value.slice(0, -1)) * (value.endsWith('w') ? 7 : 1);
    const isDays = value.endsWith('d') || value.endsWith('w');
    if (isDays && Number.isInteger(count) && count >= 1 && count <= MOST_DAYS) return count;
    return refuse(ctx, 'impossible-window', path, value, expected);
  },
};

/** Measures of when and how often events happen. */
export const EVENT_MEASURES = {
  count: measureSpec('number', { count: event, ...when }, (p, path, ctx) => {
    const window = windowOf(p, path, ctx);
    return window && { kind: 'count', event: matchOf(p.count, p.where), window };
  }),
  'since-last': measureSpec('duration', { 'since-last': event, ...when }, (p, path, ctx) => {
    const window = windowOf(p, path, ctx);
    return window && { kind: 'since-last', event: matchOf(p['since-last'], p.where), window };
  }),
  'since-first': measureSpec('duration', { 'since-first': event, ...when }, (p, path, ctx) => {
    const window = windowOf(p, path, ctx);
    return window && { kind: 'since-first', event: matchOf(p['since-first'], p.where), window };
  }),
  periods: measureSpec(
    'number',
    {
      periods: event,
      per: required(word(['day', 'week', 'month', 'session'])),
      total: optional(periodTotal, null),
      ...when,
    },
    (p, path, ctx) => {
      const window = windowOf(p, path, ctx);
      const match = matchOf(p.periods, p.where);
      return window && { kind: 'periods', event: match, unit: p.per, window, total: p.total };
    },
  ),
  regular: measureSpec(
    'number',
    {
      regular: event,
      ...whereField,
      every: required(days),
      of: required(whole(1, MOST_DAYS)),
      least: optional(whole(1, MOST_NTH), 1),
      running: optional(boolean, false),
    },
    (p, path, ctx) => {
      if (p.every * p.of > MOST_DAYS) {
        const found = `${p.of} periods of ${p.every} days`;
        const here = path === null ? null : at(path, 'of');
        return refuseSaid(
          ctx,
          'impossible-window',
          here,
          found,
          `at most ${MOST_DAYS} days in all`,
        );
      }
      const { every, of, least, running } = p;
      return {
        kind: 'regular',
        event: matchOf(p.regular, p.where),
        days: every,
        of,
        least,
        running,
      };
    },
  ),
  streak: measureSpec(
    'number',
    { streak: event, ...whereField, per: required(word(['day', 'week', 'month'])) },
    (p) => ({ kind: 'streak', event: matchOf(p.streak, p.where), unit: p.per }),
  ),
  'nth-event': measureSpec(
    'date',
    { 'nth-event': event, ...whereField, n: required(whole(1, MOST_NTH)) },
    (p) => ({ kind: 'nth-event', event: matchOf(p['nth-event'], p.where), n: p.n }),
  ),
} as const;
