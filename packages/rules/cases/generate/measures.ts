/**
 * What each windowed measure makes of a *base* and a *probe* event, as sums that fit on a line.
 *
 * `value` is told which of the two the window holds, in order of time, and when they were; it
 * never looks at windows itself.
 */
export interface Held {
  readonly role: Role;
  readonly t: number;
}

export type Role = 'base' | 'probe';

/** Events that come with a role, relative to the role's instant; `mid` lies between the two. */
export interface Part {
  readonly t: number;
  readonly type: string;
  readonly params?: { readonly [key: string]: unknown };
  readonly role: Role;
}

export interface Probe {
  readonly measure: string;
  /** The measure's own keys in a rule file. */
  readonly keys: { readonly [key: string]: unknown };
  /** Segments that the measure is about. */
  readonly segments?: { readonly [id: string]: unknown };
  events(times: { readonly [role in Role]: number }): Part[];
  value(held: readonly Held[], asked: { readonly now: number; readonly zone: string }): unknown;
}

const NUMBER: { readonly [role in Role]: number } = { base: 2.5, probe: 4 };
const KEY: { readonly [role in Role]: string } = { base: 'b', probe: 'p' };
const keyOf = (held: Held | undefined): string | null => (held ? KEY[held.role] : null);
const numbers = (held: readonly Held[]): number[] => held.map(({ role }) => NUMBER[role]);
const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
const orAbsent = (of: readonly number[], take: (of: readonly number[]) => number): number | null =>
  of.length === 0 ? null : take(of);

/** One event for each role, the same but for its params. */
function each(type: string, params: (role: Role) => { readonly [key: string]: unknown }) {
  return (times: { readonly [role in Role]: number }): Part[] =>
    (['base', 'probe'] as const).map((role) => ({
      role,
      t: times[role],
      type,
      params: params(role),
    }));
}

const plain = each('e', (role) => ({ v: NUMBER[role], k: KEY[role] }));

function ofField(
  measure: string,
  field: string,
  value: Probe['value'],
  more: { readonly [key: string]: unknown } = {},
): Probe {
  return { measure, keys: { [measure]: 'e', field, ...more }, events: plain, value };
}

/** The local date in a zone, by the platform's own calendar. */
function localDate(zone: string, t: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(t);
}

const MONEY: { readonly [role in Role]: number } = { base: 20, probe: -5 };
const BEAT_MS: { readonly [role in Role]: number } = { base: 1500, probe: 2250 };
const DEPTH: { readonly [role in Role]: number } = { base: 30, probe: 70 };

/** A view of a page and what happened on it, in the same millisecond. */
function onPage(type: string, params: (role: Role) => { readonly [key: string]: unknown }) {
  return (times: { readonly [role in Role]: number }): Part[] =>
    (['base', 'probe'] as const).flatMap((role) => [
      { role, t: times[role], type: 'page_view', params: { path: `/${role}` } },
      { role, t: times[role], type, params: params(role) },
    ]);
}

/** The segment `on` is entered at `on` events and left at `off` events. */
const SWITCH = { on: { enter: { last: ['on', 'off'], field: 'is', eq: true } } };
const turn = (role: Role, t: number, is: boolean): Part => ({
  role,
  t,
  type: is ? 'on' : 'off',
  params: { is },
});

function inOrder(times: { readonly [role in Role]: number }): [Role, Role] {
  return times.base <= times.probe ? ['base', 'probe'] : ['probe', 'base'];
}

export const PROBES: readonly Probe[] = [
  { measure: 'count', keys: { count: 'e' }, events: plain, value: (held) => held.length },
  ofField('sum', 'v', (held) => sum(numbers(held))),
  ofField('min', 'v', (held) => orAbsent(numbers(held), (of) => Math.min(...of))),
  ofField('max', 'v', (held) => orAbsent(numbers(held), (of) => Math.max(...of))),
  ofField('avg', 'v', (held) => orAbsent(numbers(held), (of) => sum(of) / of.length)),
  ofField('distinct', 'k', (held) => held.length),
  ofField('list', 'k', (held) => held.map(keyOf)),
  // Each value is seen once, so the most and the least frequent are the most recent.
  ofField('top', 'k', (held) => keyOf(held.at(-1))),
  ofField('bottom', 'k', (held) => keyOf(held.at(-1))),
  ofField('first', 'k', (held) => keyOf(held[0])),
  ofField('last', 'k', (held) => keyOf(held.at(-1))),
  ofField('nth', 'k', (held) => keyOf(held[1]), { n: 2 }),
  {
    measure: 'revenue',
    keys: { revenue: true },
    events: (times) => [
      { role: 'base', t: times.base, type: 'purchase', params: { value: 20, currency: 'EUR' } },
      { role: 'probe', t: times.probe, type: 'refund', params: { value: 5, currency: 'EUR' } },
    ],
    value: (held) => sum(held.map(({ role }) => MONEY[role])),
  },
  {
    measure: 'since-last',
    keys: { 'since-last': 'e' },
    events: plain,
    value: (held, { now }) =>
      orAbsent(
        held.map(({ t }) => now - t),
        (of) => Math.min(...of),
      ),
  },
  {
    measure: 'since-first',
    keys: { 'since-first': 'e' },
    events: plain,
    value: (held, { now }) =>
      orAbsent(
        held.map(({ t }) => now - t),
        (of) => Math.max(...of),
      ),
  },
  {
    measure: 'periods',
    keys: { periods: 'e', per: 'day' },
    events: plain,
    value: (held, { zone }) => new Set(held.map(({ t }) => localDate(zone, t))).size,
  },
  {
    measure: 'engaged',
    keys: { engaged: true },
    events: onPage('user_engagement', (role) => ({ engagement_time_msec: BEAT_MS[role] })),
    value: (held) => sum(held.map(({ role }) => BEAT_MS[role])) / 1000,
  },
  {
    measure: 'engaged-views',
    keys: { 'engaged-views': true, seconds: { gte: 1 } },
    events: onPage('user_engagement', (role) => ({ engagement_time_msec: BEAT_MS[role] })),
    value: (held) => held.length,
  },
  {
    measure: 'completion',
    keys: { completion: 'pages' },
    events: onPage('scroll', (role) => ({ percent_scrolled: DEPTH[role] })),
    value: (held) =>
      orAbsent(
        held.map(({ role }) => DEPTH[role]),
        (of) => Math.max(...of),
      ),
  },
  {
    measure: 'sequence',
    keys: { sequence: [{ event: 'a' }, { event: 'b' }] },
    events: (times) => {
      const [first, second] = inOrder(times);
      return [
        { role: first, t: times[first], type: 'a' },
        { role: second, t: times[second], type: 'b' },
      ];
    },
    value: (held) => (held.length === 2 ? 1 : 0),
  },
  {
    measure: 'entered',
    keys: { entered: 'on' },
    segments: SWITCH,
    events: (times) => {
      const [first, second] = inOrder(times);
      const mid = Math.floor((times.base + times.probe) / 2);
      return [
        turn(first, times[first], true),
        turn(first, mid, false),
        turn(second, times[second], true),
      ];
    },
    value: (held) => held.length,
  },
  {
    measure: 'exited',
    keys: { exited: 'on' },
    segments: SWITCH,
    events: (times) => {
      const [first, second] = inOrder(times);
      const mid = Math.floor((times.base + times.probe) / 2);
      return [
        turn(first, times[first] - 1000, true),
        turn(first, times[first], false),
        turn(second, mid, true),
        turn(second, times[second], false),
      ];
    },
    value: (held) => held.length,
  },
];
