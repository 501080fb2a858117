/**
 * Windows and the instants around their boundaries, worked out by hand: arithmetic on instants
 * that people can check, never an evaluation.
 *
 * One long file, because it is one table, and a table is checked by reading it from top to bottom.
 *
 * Each row tells where a *probe* event lies so that it is one millisecond before, exactly at, or
 * one millisecond after a boundary, and whether the window then holds it. A *base* event lies
 * well inside the window in every row, unless the row says that the window holds nothing at all.
 */
export interface Boundary {
  /** Kind of window as the AST names it. */
  readonly kind: string;
  readonly label: string;
  /** `within` or `within-first` of the rule file. */
  readonly keys: { readonly [key: string]: unknown };
  readonly zone: string;
  /** ms; the instant that is asked about, for each side where it differs. */
  readonly now: readonly [number, number, number];
  /** ms; the event that lies inside whatever the side. */
  readonly base: number;
  /** ms; before, exactly at and after the boundary. */
  readonly probe: readonly [number, number, number];
  /** Whether the window holds the probe, for each side. */
  readonly holdsProbe: readonly [boolean, boolean, boolean];
  /** Whether the window holds the base; true unless given. */
  readonly holdsBase?: readonly [boolean, boolean, boolean];
  /** Stamps of the two events, where sessions matter: base and probe. */
  readonly sessions?: { readonly base: number; readonly probe: number };
  /** An event of no measure that must be there, such as the visitor's first. */
  readonly opening?: { readonly t: number; readonly type: string };
}

const H = 3_600_000;
const D = 24 * H;
const at = (iso: string): number => Date.parse(iso);
const around = (t: number): [number, number, number] => [t - 1, t, t + 1];
const always = (t: number): [number, number, number] => [t, t, t];

const NOON = at('2026-06-17T12:00:00.000Z'); // a Wednesday

/** A window whose first instant is `start`, asked about at `now`. */
function opens(
  kind: string,
  label: string,
  within: unknown,
  { zone = 'UTC', now, start, base }: { zone?: string; now: number; start: number; base: number },
): Boundary {
  return {
    kind,
    label: `${label}, where it begins`,
    keys: { within },
    zone,
    now: always(now),
    base,
    probe: around(start),
    holdsProbe: [false, true, true],
  };
}

/** A window that ends before `end`, asked about at `now`. */
function ends(
  kind: string,
  label: string,
  within: unknown,
  { zone = 'UTC', now, end, base }: { zone?: string; now: number; end: number; base: number },
): Boundary {
  return {
    kind,
    label: `${label}, where it ends`,
    keys: { within },
    zone,
    now: always(now),
    base,
    probe: around(end),
    holdsProbe: [true, false, false],
  };
}

/** Events after the asked instant have not happened: the near end of every open window. */
function present(kind: string, within: unknown, base: number): Boundary {
  return {
    kind,
    label: `${kind}, at the present`,
    keys: within === null ? {} : { within },
    zone: 'UTC',
    now: always(NOON),
    base,
    probe: around(NOON),
    holdsProbe: [true, true, false],
  };
}

const ROLLING: Boundary[] = [
  // now - 7d is just outside: the window is half-open.
  {
    ...opens('rolling', '7d', '7d', { now: NOON, start: NOON - 7 * D, base: NOON - D }),
    holdsProbe: [false, false, true],
  },
  present('rolling', '7d', NOON - D),
  // A band ends at now - 30d, included.
  {
    ...ends(
      'rolling',
      'band',
      { from: '90d', to: '30d' },
      { now: NOON, end: NOON - 30 * D, base: NOON - 60 * D },
    ),
    holdsProbe: [true, true, false],
  },
  {
    ...opens(
      'rolling',
      'band',
      { from: '90d', to: '30d' },
      { now: NOON, start: NOON - 90 * D, base: NOON - 60 * D },
    ),
    holdsProbe: [false, false, true],
  },
];

/** 29 March 2026 has 23 hours in Berlin: 23:00Z on the 28th to 22:00Z on the 29th. */
const SHORT_DAY = { start: at('2026-03-28T23:00:00.000Z'), end: at('2026-03-29T22:00:00.000Z') };
/** 25 October 2026 has 25 hours in Berlin: 22:00Z on the 24th to 23:00Z on the 25th. */
const LONG_DAY = { start: at('2026-10-24T22:00:00.000Z'), end: at('2026-10-25T23:00:00.000Z') };
/** On 4 November 2018 São Paulo skipped 00:00: the day began at 01:00 local, 03:00Z. */
const NO_MIDNIGHT = { start: at('2018-11-04T03:00:00.000Z'), end: at('2018-11-05T02:00:00.000Z') };
/** On 5 April 2026 Lord Howe went from +11:00 to +10:30: that day has 24 and a half hours. */
const HALF_HOUR = { start: at('2026-04-04T13:00:00.000Z'), end: at('2026-04-05T13:30:00.000Z') };
const BERLIN = 'Europe/Berlin';

const CALENDAR: Boundary[] = [
  opens('calendar', 'today of 23 h', 'today', {
    zone: BERLIN,
    now: SHORT_DAY.end - 1000,
    start: SHORT_DAY.start,
    base: SHORT_DAY.start + 5 * H,
  }),
  opens('calendar', 'today of 25 h', 'today', {
    zone: BERLIN,
    now: LONG_DAY.end - 1000,
    start: LONG_DAY.start,
    base: LONG_DAY.start + 5 * H,
  }),
  opens('calendar', 'today without a midnight', 'today', {
    zone: 'America/Sao_Paulo',
    now: NO_MIDNIGHT.end - 1000,
    start: NO_MIDNIGHT.start,
    base: NO_MIDNIGHT.start + 5 * H,
  }),
  opens('calendar', 'today of 24.5 h', 'today', {
    zone: 'Australia/Lord_Howe',
    now: HALF_HOUR.end - 1000,
    start: HALF_HOUR.start,
    base: HALF_HOUR.start + 5 * H,
  }),
  opens('calendar', 'yesterday of 23 h', 'yesterday', {
    zone: BERLIN,
    now: SHORT_DAY.end + H,
    start: SHORT_DAY.start,
    base: SHORT_DAY.start + 5 * H,
  }),
  ends('calendar', 'yesterday of 23 h', 'yesterday', {
    zone: BERLIN,
    now: SHORT_DAY.end + H,
    end: SHORT_DAY.end,
    base: SHORT_DAY.start + 5 * H,
  }),
  ends('calendar', 'yesterday of 25 h', 'yesterday', {
    zone: BERLIN,
    now: LONG_DAY.end + H,
    end: LONG_DAY.end,
    base: LONG_DAY.start + 5 * H,
  }),
  // NOON is a Wednesday; its week began on Monday 15 June.
  opens('calendar', 'this week', 'this-week', {
    now: NOON,
    start: at('2026-06-15T00:00:00.000Z'),
    base: NOON - D,
  }),
  ends('calendar', 'last week', 'last-week', {
    now: NOON,
    end: at('2026-06-15T00:00:00.000Z'),
    base: at('2026-06-10T10:00:00.000Z'),
  }),
  opens('calendar', 'last week', 'last-week', {
    now: NOON,
    start: at('2026-06-08T00:00:00.000Z'),
    base: at('2026-06-10T10:00:00.000Z'),
  }),
  // In March 2024, a leap year, last month is the 29 days of February.
  opens('calendar', 'this month', 'this-month', {
    now: at('2024-03-10T12:00:00.000Z'),
    start: at('2024-03-01T00:00:00.000Z'),
    base: at('2024-03-05T12:00:00.000Z'),
  }),
  ends('calendar', 'last month', 'last-month', {
    now: at('2024-03-10T12:00:00.000Z'),
    end: at('2024-03-01T00:00:00.000Z'),
    base: at('2024-02-29T12:00:00.000Z'),
  }),
];

const ABSOLUTE: Boundary[] = [
  opens(
    'absolute',
    'since a Berlin date',
    { since: '2026-03-29' },
    {
      zone: BERLIN,
      now: SHORT_DAY.end + 10 * D,
      start: SHORT_DAY.start,
      base: SHORT_DAY.start + 9 * D,
    },
  ),
  opens(
    'absolute',
    'between',
    { between: ['2026-06-01', '2026-06-10'] },
    {
      now: NOON,
      start: at('2026-06-01T00:00:00.000Z'),
      base: at('2026-06-05T12:00:00.000Z'),
    },
  ),
  ends(
    'absolute',
    'between',
    { between: ['2026-06-01', '2026-06-10'] },
    {
      now: NOON,
      end: at('2026-06-10T00:00:00.000Z'),
      base: at('2026-06-05T12:00:00.000Z'),
    },
  ),
];

/** The base event happens a minute into its session. */
const BASE = NOON - 10 * 60_000;
const OPENED = BASE - 60_000;

const SESSIONS: Boundary[] = [
  // Both events in one session; asked about around its end, 30 minutes after the second.
  {
    kind: 'sessions',
    label: 'session, where it times out',
    keys: { within: 'session' },
    zone: 'UTC',
    now: around(NOON + 30 * 60_000),
    base: BASE,
    probe: always(NOON),
    holdsProbe: [true, false, false],
    holdsBase: [true, false, false],
    sessions: { base: OPENED, probe: OPENED },
  },
  // The probe opens the session or ends the one before; what counts is the stamp.
  {
    kind: 'sessions',
    label: 'session, by its stamp',
    keys: { within: 'session' },
    zone: 'UTC',
    now: always(NOON),
    base: BASE,
    probe: around(NOON - 40 * 60_000),
    holdsProbe: [false, false, false],
    sessions: { base: OPENED, probe: NOON - 50 * 60_000 },
  },
  {
    kind: 'sessions',
    label: 'two sessions, by their stamps',
    keys: { within: { sessions: 2 } },
    zone: 'UTC',
    now: always(NOON),
    base: BASE,
    probe: around(NOON - 3 * D),
    holdsProbe: [true, true, true],
    sessions: { base: OPENED, probe: NOON - 3 * D - 1000 },
  },
];

const WITHIN_FIRST: Boundary[] = [
  {
    kind: 'within-first',
    label: 'first 3d',
    keys: { 'within-first': '3d' },
    zone: 'UTC',
    now: always(NOON),
    base: NOON - 9 * D,
    probe: around(NOON - 7 * D),
    holdsProbe: [true, false, false],
    opening: { t: NOON - 10 * D, type: 'hello' },
  },
  {
    kind: 'within-first',
    label: 'first 3d of a type',
    keys: { 'within-first': { within: '3d', of: 'sign_up' } },
    zone: 'UTC',
    now: always(NOON),
    base: NOON - 7 * D,
    probe: around(NOON - 8 * D),
    holdsProbe: [false, true, true],
    opening: { t: NOON - 8 * D, type: 'sign_up' },
  },
];

/** Every kind of window, each with the boundaries that it has. */
export const BOUNDARIES: readonly Boundary[] = [
  present('ever', null, NOON - 500 * D),
  ...ROLLING,
  ...CALENDAR,
  ...ABSOLUTE,
  ...SESSIONS,
  ...WITHIN_FIRST,
];
