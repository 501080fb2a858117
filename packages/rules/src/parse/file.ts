import type { SessionRules } from '@inkling/engine';
import type { Conversion, GroupRule, RecordRules, Signal } from '../ast.ts';
import { ACTIVATION_FIELDS } from './activation.ts';
import { type Context, refuse } from './context.ts';
import { eventType, eventTypes, matchOf, whereField } from './event.ts';
import { refer } from './measure-spec.ts';
import { model } from './model.ts';
import { measure, type WrittenInner } from './nested.ts';
import { at } from './path.ts';
import {
  isObject,
  list,
  object,
  optional,
  type Reader,
  record,
  required,
  type Written,
} from './reader.ts';
import { boolean, duration, id, nullable, text, whole } from './scalars.ts';
import { segment } from './segment.ts';

const DAY_MS = 86_400_000;
const MOST_SEGMENTS = 2000;
const MOST_SIGNALS = 2000;
const MOST_NAMES = 200;

/** Event types that are kept whatever the rules need: page views, sessions and GA4 ecommerce. */
export const BASELINE_TYPES: readonly string[] = [
  'page_view',
  'session_start',
  'add_payment_info',
  'add_shipping_info',
  'add_to_cart',
  'add_to_wishlist',
  'begin_checkout',
  'purchase',
  'refund',
  'remove_from_cart',
  'select_item',
  'select_promotion',
  'view_cart',
  'view_item',
  'view_item_list',
  'view_promotion',
];

const DEFAULT_SESSION: SessionRules = {
  timeoutMs: 30 * 60_000,
  maxMs: DAY_MS,
  newOnCampaign: false,
  newAtMidnight: false,
};
const DEFAULT_RECORD: RecordRules = { types: BASELINE_TYPES, keepMs: 400 * DAY_MS };

const length = duration('impossible-window');

const session = object(
  {
    timeout: optional(length, DEFAULT_SESSION.timeoutMs),
    max: optional(nullable(length), DEFAULT_SESSION.maxMs),
    newOnCampaign: optional(boolean, false),
    newAtMidnight: optional(boolean, false),
  },
  ({ timeout, max, ...rest }): SessionRules => ({ timeoutMs: timeout, maxMs: max, ...rest }),
);

const keep = object(
  {
    types: optional(list(eventType, 0, MOST_NAMES), BASELINE_TYPES),
    keep: optional(length, DEFAULT_RECORD.keepMs),
  },
  ({ types, keep }): RecordRules => ({ types, keepMs: keep }),
);

const conversionBody = object(
  {
    event: required(eventTypes),
    ...whereField,
    value: optional(text('the name of the param that holds the value'), null),
  },
  ({ event, where, value }) => ({ event: matchOf(event, where), value }),
);

function conversion(id: string): Reader<Written<typeof conversionBody>, Conversion> {
  return {
    schema: conversionBody.schema,
    read(value, path, ctx) {
      ctx.owner = `conversion:${id}`;
      const read = conversionBody.read(value, path, ctx);
      return read && { id, ...read };
    },
  };
}

function signal(id: string): Reader<WrittenInner, Signal> {
  return {
    schema: measure.schema,
    read(value, path, ctx) {
      ctx.owner = `signal:${id}`;
      const read = measure.read(value, path, ctx);
      return read && { id, measure: read };
    },
  };
}

const members = list(id, 1, MOST_SEGMENTS);
const groupBody = object(
  { segments: required(members), otherwise: optional(id, null) },
  (parts) => parts,
);

/** A group: a list of segments, or `{segments, otherwise}`. */
function group(id: string): Reader<readonly string[] | Written<typeof groupBody>, GroupRule> {
  return {
    schema: { anyOf: [members.schema, groupBody.schema] },
    read(value, path, ctx) {
      ctx.owner = `group:${id}`;
      const whole = isObject(value)
        ? groupBody.read(value, path, ctx)
        : wrap(members.read(value, path, ctx));
      const listAt = isObject(value) ? at(path, 'segments') : path;
      whole?.segments.forEach((one, i) => {
        refer(ctx, 'segment', one, at(listAt, i));
      });
      return whole && { id, ...whole };
    },
  };
}

function wrap(segments: readonly string[] | undefined): Omit<GroupRule, 'id'> | undefined {
  return segments && { segments, otherwise: null };
}

const zone: Reader<string, string> = text('an IANA zone such as Europe/Berlin');
const currency: Reader<string, string> = {
  schema: { type: 'string', pattern: '^[A-Z]{3}$', description: 'a currency such as EUR' },
  read(value, path, ctx: Context) {
    const read = text('a currency such as EUR').read(value, path, ctx);
    const isCode = read?.length === 3 && [...read].every((sign) => sign >= 'A' && sign <= 'Z');
    return read === undefined || isCode ? read : refuseCode(value, path, ctx);
  },
};
const refuseCode = (value: unknown, path: Parameters<typeof refuse>[2], ctx: Context) =>
  refuse(ctx, 'wrong-value', path, value, 'three capital letters such as EUR');

/** The keys of a rule file. */
export const FILE_FIELDS = {
  $schema: optional(text('the address of the schema'), ''),
  format: required(whole(1, 1)),
  site: required(id),
  timezone: optional(zone, 'UTC'),
  currency: optional(currency, 'XXX'),
  session: optional(session, DEFAULT_SESSION),
  record: optional(keep, DEFAULT_RECORD),
  conversions: optional(record(id, conversion, MOST_NAMES), []),
  signals: optional(record(id, signal, MOST_SIGNALS), []),
  segments: optional(record(id, segment, MOST_SEGMENTS), []),
  groups: optional(record(id, group, MOST_NAMES), []),
  models: optional(record(id, model, MOST_NAMES), []),
  ...ACTIVATION_FIELDS,
} as const;
