import { checkProgram } from '@inkling/engine';
import { decide } from '@inkling/engine/decide';
import {
  compileRules,
  describeExperience,
  describeExperiment,
  describeMeter,
  describeOffers,
  diffRules,
  parseRules,
  recordingNeeds,
  wordOptions,
} from '@inkling/rules';
import * as b from '@inkling/rules/build';
import { describe, expect, test } from 'vitest';
import { activationWith, SOUND_ACTIVATION } from './sound-activation.ts';

const DAY_MS = 86_400_000;
const rules = parseRules(SOUND_ACTIVATION);
const program = compileRules(rules);
const compiled = (changes: Readonly<Record<string, unknown>>) =>
  compileRules(parseRules(activationWith(changes)));

describe('parsing', () => {
  test('what is left out has its default', () => {
    const file = { format: 1, site: 'a', segments: SOUND_ACTIVATION.segments };
    const experiences = { offer: { segment: 'fan', slot: 'a', variants: { on: {} } } };
    expect(parseRules(file)).toMatchObject({ holdout: 0.05, experiments: [], experiences: [] });
    expect(parseRules({ ...file, experiences }).experiences).toEqual([
      {
        id: 'offer',
        segment: 'fan',
        slot: 'a',
        experiment: null,
        variants: [{ id: 'on', weight: 1, content: null }],
        coverage: 1,
        namespace: null,
        holdout: 0.1,
        schedule: { from: null, to: null },
        caps: { session: null, day: null, ever: null },
        coolDownMs: 0,
        priority: 0,
        exclusionGroup: null,
        doc: { name: null, hypothesis: null, owner: null, message: null },
      },
    ]);
  });

  test('days of a schedule are those of the zone', () => {
    expect(rules.experiences[0]?.schedule).toEqual({
      from: Date.parse('2026-11-30T23:00:00Z'),
      to: Date.parse('2026-12-24T18:00:00Z'),
    });
  });

  test.each([
    { name: 'thirds in three digits', weights: [0.333, 0.333, 0.333], shares: [1, 1, 1] },
    { name: 'none', weights: [], shares: [1, 1, 1] },
    { name: 'an arm of nothing', weights: [0, 0.5, 0.5], shares: [0, 1.5, 1.5] },
  ])('weights: $name', ({ weights, shares }) => {
    const variants = Object.fromEntries(
      ['a', 'b', 'c'].map((id, i) => [id, weights[i] === undefined ? {} : { weight: weights[i] }]),
    );
    const read = parseRules(activationWith({ 'experiences/trial/variants': variants }));
    const found = read.experiences[0]!.variants.map(({ weight }) => (weight ?? 0) * 3);
    found.forEach((share, i) => {
      expect(share).toBeCloseTo(shares[i]!, 9);
    });
  });
});

describe('the program', () => {
  test('holds what a page needs and no more', () => {
    const { holdout, experiments, experiences, meters, offers } = program;
    expect({ holdout, experiments, experiences, meters, offers }).toEqual({
      holdout: 0.02,
      experiments: [
        [
          'price',
          ['control', 'low', 'high'],
          [
            [0, 0.25],
            [0.5, 0.625],
            [0.75, 0.875],
          ],
          ['offers', 0, 0.5],
        ],
        [
          'trial',
          ['short', 'long'],
          [
            [0, 0.05],
            [0.25, 0.4],
          ],
          ['offers', 0.5, 1],
        ],
      ],
      experiences: [
        [
          'trial',
          0,
          'home-offer',
          1,
          [
            { '#text': 'Read on for 1 €', href: '/subscribe?plan=trial' },
            {
              '#html': '<b>Read on</b>',
              class: 'offer wide',
              'aria-label': 'Offer',
              'data-plan': 'trial',
            },
          ],
          0.2,
          [Date.parse('2026-11-30T23:00:00Z'), Date.parse('2026-12-24T18:00:00Z')],
          [1, 2, 5],
          3 * DAY_MS,
          'offers',
        ],
        ['annual', 1, 'home-offer', 0, [0, { '#text': '49 € a year' }, 1], 0.1],
      ],
      meters: [
        [
          'articles',
          5,
          [2, 2, 0],
          'article_id',
          [0, [2, [4, 'section', [null]]], [2, [1, [3, 'free', true], [3, 'path', '/help']]]],
          [2],
          [0, 3],
        ],
        ['plain', 1, [1, 30 * DAY_MS, 0], 'path'],
      ],
      offers: [
        [
          'subscription',
          'newsletter',
          'propensity',
          ['annual', 1],
          ['trial', 0, 2],
          ['gift', -1, 9],
        ],
      ],
    });
  });

  test('tells nobody what it is for', () => {
    const text = JSON.stringify(program);
    for (const note of ['More trials', 'growth', 'sells more', 'trial-offer', 'Trial on']) {
      expect(text).not.toContain(note);
    }
  });

  test('is the same for the same file', () => {
    expect(JSON.stringify(compileRules(parseRules(activationWith({}))))).toBe(
      JSON.stringify(program),
    );
  });

  test('has not a byte of it for sites that only have segments', () => {
    const { segments } = SOUND_ACTIVATION;
    const plain = compileRules(parseRules({ format: 1, site: 'a', segments }));
    expect(Object.keys(plain)).toEqual([
      'format',
      'site',
      'currency',
      'session',
      'zone',
      'record',
      'segments',
      'conversions',
      'extra',
      'code',
    ]);
  });

  test('means the same segments with and without experiences', () => {
    const without = { experiences: {}, meters: {}, offers: {}, experiments: {}, holdout: 0.05 };
    expect(compiled(without).segments).toEqual(program.segments);
  });

  test('puts higher priorities first, and keeps the order of the file among equals', () => {
    const order = (priority: number) =>
      compiled({ 'experiences/annual/priority': priority }).experiences!.map(([id]) => id);
    expect([4, 5, 6].map(order)).toEqual([
      ['trial', 'annual'],
      ['trial', 'annual'],
      ['annual', 'trial'],
    ]);
  });

  test('gives all experiences of a segment its greatest holdout', () => {
    const { experiences = [] } = compiled({ 'experiences/annual/segment': 'regular' });
    expect(experiences.map((row) => row[5])).toEqual([0.2, 0.2]);
  });

  test.each([
    { caps: { ever: 5 }, coolDown: '3d', kept: null },
    { caps: { day: 1 }, coolDown: '3d', kept: 3 * DAY_MS },
    { caps: { day: 1 }, coolDown: '1h', kept: 2 * DAY_MS },
    { caps: { session: 1 }, coolDown: undefined, kept: 2 * DAY_MS },
    { caps: undefined, coolDown: undefined, kept: undefined },
  ])('keeps showings for caps $caps and cool-down $coolDown', ({ caps, coolDown, kept }) => {
    const changes = { 'experiences/trial/caps': caps, 'experiences/trial/coolDown': coolDown };
    expect(compiled(changes).record.types.experience_shown).toBe(kept);
  });

  test('keeps what meters count as long as their longest window', () => {
    expect(program.record.types.meter_count).toBe(63 * DAY_MS);
  });

  test('asks for the second chunk when a meter needs it', () => {
    const where = { path: { glob: '/a/*/b' } };
    expect(program.extra).toBe(false);
    expect(compiled({ 'meters/plain/where': where }).extra).toBe(true);
  });

  test('passes the full check', () => {
    expect(checkProgram(JSON.parse(JSON.stringify(program)))).toEqual(program);
  });

  test.each<[path: string, table: string, row: number, place: number, value: unknown]>([
    ['experiments[0]', 'experiments', 0, 0, ''],
    ['experiments[0]', 'experiments', 0, 1, ['control', 'low']],
    ['experiments[0]', 'experiments', 0, 2, [[0, 1.5]]],
    ['experiments[0]', 'experiments', 0, 3, ['offers', 0]],
    ['experiences[0]', 'experiences', 0, 1, 3],
    ['experiences[0]', 'experiences', 0, 1, -1],
    ['experiences[0]', 'experiences', 0, 2, ''],
    ['experiences[0]', 'experiences', 0, 3, 2],
    ['experiences[0]', 'experiences', 0, 4, [1]],
    ['experiences[0]', 'experiences', 0, 4, [1, 2]],
    ['experiences[0]', 'experiences', 0, 4, [1, { text: 7 }]],
    ['experiences[0]', 'experiences', 0, 5, 2],
    ['experiences[0]', 'experiences', 0, 6, [1]],
    ['experiences[0]', 'experiences', 0, 7, [1, 2, -1]],
    ['experiences[0]', 'experiences', 0, 8, '3d'],
    ['experiences[0]', 'experiences', 0, 9, ''],
    ['meters[0]', 'meters', 0, 1, -1],
    ['meters[0]', 'meters', 0, 2, [4, 1]],
    ['meters[0]', 'meters', 0, 4, [99, 'path', 1]],
    ['meters[0]', 'meters', 0, 5, [9]],
    ['meters[0]', 'meters', 0, 6, [0]],
    ['offers[0]', 'offers', 0, 2, 7],
    ['offers[0]', 'offers', 0, 3, ['annual', 3]],
    ['offers[0]', 'offers', 0, 3, ['annual', 1, 'much']],
  ])('%s: what does not hold together is refused', (path, table, row, place, value) => {
    const spoilt = JSON.parse(JSON.stringify(program));
    spoilt[table][row][place] = value;
    expect(() => checkProgram(spoilt)).toThrow(
      expect.objectContaining({ code: 'bad-program', path }),
    );
  });

  test('a holdout beyond all is refused', () => {
    expect(() => checkProgram({ ...program, holdout: 1.1 })).toThrow(
      expect.objectContaining({ path: 'holdout' }),
    );
  });
});

describe('what pages decide by it', () => {
  const seen = new Map();
  const at = (now: string, members: readonly string[], seed: string) =>
    decide({ program, members, seed, now: Date.parse(now), showings: seen });
  const seeds = Array.from({ length: 3_000 }, (_, i) => `visitor ${i}`);
  const variants = (now: string, members: readonly string[]) =>
    new Set(seeds.flatMap((seed) => at(now, members, seed).shown.map(({ variant }) => variant)));

  test('regular readers see the trial while its schedule lasts', () => {
    expect(variants('2026-11-30T22:59:59Z', ['regular'])).toEqual(new Set());
    expect(variants('2026-11-30T23:00:00Z', ['regular'])).toEqual(new Set(['short', 'long']));
    expect(variants('2026-12-24T18:00:00Z', ['regular'])).toEqual(new Set());
  });

  test('fans see what the shared experiment says, and its control arm nothing', () => {
    const assigned = seeds.flatMap((seed) => at('2026-12-02T00:00:00Z', ['fan'], seed).assigned);
    const found = new Set(assigned.map(({ variant }) => variant));
    expect(found).toEqual(new Set(['control', 'low', 'high', 'holdout']));
    expect(variants('2026-12-02T00:00:00Z', ['fan'])).toEqual(new Set(['low', 'high']));
  });

  test('nobody takes part in both halves of the namespace', () => {
    for (const seed of seeds) {
      const { assigned } = at('2026-12-02T00:00:00Z', ['regular', 'fan'], seed);
      expect(assigned.length).toBeLessThan(2);
    }
  });
});

describe('in plain English', () => {
  const options = wordOptions(rules);
  test('an experience', () => {
    expect(rules.experiences.map((one) => describeExperience(one, options))).toEqual([
      'Members of Regular reader see in home-offer the text “Read on for 1 €” with href "/subscribe?plan=trial" (short, 25 %) or sanitized HTML with class "offer wide", aria-label Offer and data-plan trial (long, 75 %), except 20 % who are held out. 20 % of visitors take part. Only those between 50 % and 100 % of the namespace offers. From 1 December 2026 until 24 December 2026 18:00 UTC. At most once in a session, 2 times a day and 5 times ever. Not again within 3 days. Its priority is 5. Never beside another one of offers.',
      "Members of fan see in home-offer the text “49 € a year” (low) or the page's template (high) as price decides, except 10 % who are held out.",
    ]);
  });

  test('an experiment', () => {
    expect(describeExperiment(rules.experiments[0]!)).toBe(
      'Arms: control (50 %), low (25 %) and high (25 %). 50 % of visitors take part. Only those between 0 % and 50 % of the namespace offers.',
    );
  });

  test('a meter', () => {
    expect(rules.meters.map((one) => describeMeter(one, options))).toEqual([
      '5 articles are free this month, told apart by article_id. Members of Regular reader may read 3 more. Only pages count where section is set. Pages never count where free is yes or path is /help. Members of subscriber read without it.',
      '1 article is free in the last 30 days, told apart by path.',
    ]);
  });

  test('a ladder of offers', () => {
    expect(describeOffers(rules.offers[0]!, options)).toBe(
      'annual for members of fan; trial for members of Regular reader whose propensity is at least 2; gift for anybody whose propensity is at least 9; otherwise newsletter.',
    );
  });
});

test('what meters look at must be recorded', () => {
  expect(recordingNeeds(rules).find(({ type }) => type === 'page_view')?.params).toEqual([
    'article_id',
    'free',
    'path',
    'section',
  ]);
});

test.each([
  { change: { holdout: 0.03 }, path: 'holdout', words: 'holdout is 0.03. Before: 0.02.' },
  {
    change: { 'experiences/annual': undefined },
    path: 'experiences.annual',
    words: 'The experience annual is gone.',
  },
  {
    change: { 'meters/plain/free': 2 },
    path: 'meters.plain',
    words:
      'The meter plain is now: 2 articles are free in the last 30 days, told apart by path. Before: 1 article is free in the last 30 days, told apart by path.',
  },
  {
    change: { 'offers/subscription/ladder': [{ offer: 'annual', segment: 'fan' }] },
    path: 'offers.subscription',
    words:
      'The ladder of offers subscription is now: annual for members of fan; otherwise newsletter. Before: annual for members of fan; trial for members of Regular reader whose propensity is at least 2; gift for anybody whose propensity is at least 9; otherwise newsletter.',
  },
  {
    change: { 'experiments/price/coverage': 1 },
    path: 'experiments.price',
    words:
      'The experiment price is now: Arms: control (50 %), low (25 %) and high (25 %). Only those between 0 % and 50 % of the namespace offers. Before: Arms: control (50 %), low (25 %) and high (25 %). 50 % of visitors take part. Only those between 0 % and 50 % of the namespace offers.',
  },
])('a change of $path is told', ({ change, path, words }) => {
  const changes = diffRules(rules, parseRules(activationWith(change)));
  expect(changes.map((one) => ({ ...one, change: undefined }))).toEqual([
    { path, meaning: false, words, change: undefined },
  ]);
});

describe('the builder', () => {
  const segments = { fan: b.segment({ enter: b.count('page_view').gte(30) }) };

  test('gives what one would write by hand', () => {
    const offer = b.experience({ segment: 'fan', slot: 'a', variants: { on: { text: 'Hi' } } });
    const file = b.defineRules({ site: 'a', holdout: 0, segments, experiences: { offer } });
    expect(JSON.parse(JSON.stringify(file))).toEqual({
      format: 1,
      site: 'a',
      holdout: 0,
      segments: { fan: { enter: { count: 'page_view', gte: 30 } } },
      experiences: { offer: { segment: 'fan', slot: 'a', variants: { on: { text: 'Hi' } } } },
    });
  });

  test('knows its segments', () => {
    const offer = b.experience({ segment: 'fna', slot: 'a', variants: { on: {} } });
    expect(() =>
      // @ts-expect-error There is no segment of that name.
      b.defineRules({ site: 'a', segments, experiences: { offer } }),
    ).toThrow(/did you mean "fan"/);
  });
});
