import { type FindingCode, lintRules, parseRules } from '@inkling/rules';
import { describe, expect, test } from 'vitest';

const reader = (gte: number) => ({
  enter: { count: 'page_view', within: '30d', gte },
  objective: 'More trials',
  kpi: 'subscribe',
  message: 'trial-offer',
});
const { objective: _, ...aimless } = reader(3);
const segments = {
  reader: reader(3),
  fan: reader(30),
  aimless,
  silent: { ...reader(5), message: undefined },
};

/** An experience of which there is nothing to say. */
const SOUND = {
  segment: 'reader',
  slot: 'a',
  variants: { on: { text: 'Read on' } },
  message: 'trial-offer',
  caps: { session: 1 },
};

function found(experiences: Readonly<Record<string, object>>, more: object = {}) {
  const file = JSON.parse(JSON.stringify({ format: 1, site: 'a', segments, experiences, ...more }));
  const codes: readonly FindingCode[] = lintRules(parseRules(file), { today: '2026-12-24' })
    .filter(({ path }) => !path.startsWith('segments') && path !== 'record')
    .map(({ code }) => code);
  return codes;
}

const one = (change: object) => found({ x: { ...SOUND, ...change } });
const two = (a: object, c: object, more: object = {}) =>
  found({ x: { ...SOUND, ...a }, y: { ...SOUND, segment: 'fan', ...c } }, more);

describe('one experience', () => {
  test.each<{ name: string; change: object; codes: readonly FindingCode[] }>([
    { name: 'a sound one', change: {}, codes: [] },
    {
      name: 'a segment with no objective',
      change: { segment: 'aimless' },
      codes: ['no-objective'],
    },
    { name: 'no message', change: { message: undefined }, codes: ['no-message'] },
    { name: 'a segment with no message', change: { segment: 'silent' }, codes: [] },
    { name: 'another message', change: { message: 'annual-offer' }, codes: ['other-message'] },
    { name: 'no caps', change: { caps: undefined }, codes: ['no-caps'] },
    { name: 'caps that say nothing', change: { caps: {} }, codes: ['no-caps'] },
    { name: 'a cool-down', change: { caps: undefined, coolDown: '1d' }, codes: [] },
    {
      name: "the page's own template",
      change: { caps: undefined, variants: { on: {} } },
      codes: [],
    },
    {
      name: 'a schedule that ends today',
      change: { schedule: { to: '2026-12-24' } },
      codes: ['schedule-past'],
    },
    {
      name: 'a schedule that ends during today',
      change: { schedule: { to: '2026-12-24T00:00:01Z' } },
      codes: [],
    },
    {
      name: 'a schedule of the past',
      change: { schedule: { from: '2026-01-01', to: '2026-02-01' } },
      codes: ['schedule-past'],
    },
    { name: 'a schedule to come', change: { schedule: { from: '2027-01-01' } }, codes: [] },
  ])('$name', ({ change, codes }) => {
    expect(one(change)).toEqual(codes);
  });
});

describe('two for one slot', () => {
  test.each<{ name: string; a: object; c: object; more?: object; codes: readonly FindingCode[] }>([
    { name: 'of one priority', a: {}, c: {}, codes: ['same-priority'] },
    { name: 'of two priorities', a: { priority: 1 }, c: {}, codes: [] },
    { name: 'in two slots', a: { slot: 'b' }, c: {}, codes: [] },
    {
      name: 'of segments that exclude each other',
      a: {},
      c: {},
      more: { groups: { g: ['fan', 'reader'] } },
      codes: [],
    },
    {
      name: 'of one segment in a group',
      a: {},
      c: { segment: 'reader' },
      more: { groups: { g: ['fan', 'reader'] } },
      codes: ['same-priority'],
    },
    {
      name: 'in parts of a namespace',
      a: { namespace: { name: 'n', range: [0, 0.5] } },
      c: { namespace: { name: 'n', range: [0.5, 1] } },
      codes: [],
    },
    {
      name: 'in overlapping parts of a namespace',
      a: { namespace: { name: 'n', range: [0, 0.6] } },
      c: { namespace: { name: 'n', range: [0.5, 1] } },
      codes: ['same-priority', 'namespace-overlap'],
    },
    {
      name: 'one after the other',
      a: { schedule: { to: '2027-01-01' } },
      c: { schedule: { from: '2027-01-01' } },
      codes: [],
    },
    {
      name: 'that meet for a second',
      a: { schedule: { to: '2027-01-01T00:00:01Z' } },
      c: { schedule: { from: '2027-01-01' } },
      codes: ['same-priority'],
    },
  ])('$name', ({ a, c, more, codes }) => {
    expect(two(a, c, more)).toEqual(codes);
  });
});

test.each([
  { holdout: 0.1, codes: [] },
  { holdout: 0.2, codes: ['other-holdout'] },
])('another experience of the segment holds out $holdout', ({ holdout, codes }) => {
  expect(two({}, { segment: 'reader', slot: 'b', holdout })).toEqual(codes);
});

test('a cell of a group has no objective of its own', () => {
  const groups = { g: { segments: ['fan', 'reader'], otherwise: 'rest' } };
  expect(found({ x: { ...SOUND, segment: 'rest' } }, { groups })).toEqual([]);
});

test('parts of a namespace that are more than all of it', () => {
  const part = { name: 'n', range: [0.2, 1] };
  const experiments = { e: { arms: { a: 1 }, namespace: { name: 'n', range: [0, 0.4] } } };
  const file = {
    format: 1,
    site: 'a',
    segments: {},
    experiments: { ...experiments, f: { arms: { a: 1 }, namespace: part } },
  };
  const [finding] = lintRules(parseRules(file), { today: '2026-12-24' });
  expect(finding).toMatchObject({
    code: 'namespace-overlap',
    path: 'experiments.f.namespace',
    words:
      'f and e overlap in the namespace n, so that a visitor may be in both. All its parts sum up to 120 %.',
  });
});
