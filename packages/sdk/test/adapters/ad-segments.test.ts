import { expect, test, vi } from 'vitest';
import { watchAdSegments } from '../../src/adapters/ads/ad-segments.ts';
import { readPopulation } from '../../src/adapters/ads/population.ts';
import { adPage, population } from './support/ads.ts';

const MARKED = { a: 'A', b: 'B', c: 'C' };

/** Starts watching; `told` are the lists it was given. */
function watch(page: ReturnType<typeof adPage>, max?: number): string[][] {
  const told: string[][] = [];
  const settings = { segments: MARKED, ...(max !== undefined && { max }) };
  watchAdSegments(page.win, settings, (segments) => told.push([...segments]));
  return told;
}

test('only what is marked, activated and large, with consent, and in the order of the marks', async () => {
  const page = adPage(['c', 'a', 'unmarked']);
  page.activate('unmarked', 'c', 'b', 'a');
  page.consent({ advertising: true });
  const told = watch(page);
  await expect.poll(() => told).toEqual([['a', 'c']]);
});

test('without consent nobody is told, and the edge is not even asked', () => {
  const page = adPage(['a']);
  page.activate('a');
  page.consent({ storage: true, personalization: true });
  expect(watch(page)).toEqual([[]]);
  expect(page.fetched).toEqual([]);
});

test('someone held out looks like a non-member, whatever the rules say', () => {
  const page = adPage(['a']);
  // The SDK knows the membership, but does not activate it.
  Object.assign((page.win as unknown as { inkling: object }).inkling, { segments: () => ['a'] });
  page.consent({ advertising: true });
  expect(watch(page)).toEqual([[]]);
  expect(page.fetched).toEqual([]);
});

test('entering and leaving are followed, and the edge is asked once', async () => {
  const page = adPage(['a', 'b']);
  page.consent({ advertising: true });
  const told = watch(page);
  page.activate('a');
  await expect.poll(() => told).toEqual([[], ['a']]);
  page.activate('a', 'b');
  page.activate('b');
  page.activate();
  expect(told).toEqual([[], ['a'], ['a', 'b'], ['b'], []]);
  expect(page.fetched).toEqual(['https://edge.example/v1/sites/s/population.json']);
});

test.each([
  { max: 0, segments: [] },
  { max: 1, segments: ['a'] },
  { max: 2, segments: ['a', 'b'] },
  { max: undefined, segments: ['a', 'b', 'c'] },
])('at most $max', async ({ max, segments }) => {
  const page = adPage(['a', 'b', 'c']);
  page.activate('c', 'b', 'a');
  page.consent({ advertising: true });
  const told = watch(page, max);
  await expect.poll(() => told).toEqual([segments]);
});

test.each([
  ['here', (page: ReturnType<typeof adPage>) => consentHere(page, { advertising: false })],
  ['in another tab', (page) => page.consentElsewhere({ advertising: false })],
  ['of all, here', (page) => void inklingOf(page).forget()],
] satisfies [string, (page: ReturnType<typeof adPage>) => void][])(
  'a withdrawal %s works at once',
  async (_, withdraw) => {
    const page = adPage(['a']);
    page.activate('a');
    page.consent({ advertising: true });
    const told = watch(page);
    await expect.poll(() => told).toEqual([['a']]);
    withdraw(page);
    expect(told).toEqual([['a'], []]);
  },
);

test('a yes counts at once, too', async () => {
  const page = adPage(['a']);
  page.activate('a');
  const told = watch(page);
  consentHere(page, { advertising: true });
  await expect.poll(() => told).toEqual([[], ['a']]);
});

test('a withdrawal while the edge is asked is obeyed', async () => {
  const page = adPage(['a']);
  page.activate('a');
  page.consent({ advertising: true });
  const told = watch(page);
  consentHere(page, { advertising: false });
  await expect.poll(() => told).toEqual([[]]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual([[]]);
});

test('where the edge cannot be had, nothing is told', async () => {
  const page = adPage(['a']);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  page.activate('a');
  page.consent({ advertising: true });
  const told = watch(page);
  await expect.poll(() => told).toEqual([[]]);
});

test.each([
  { name: 'a word on this site', over: {}, large: ['a'] },
  { name: 'a word on another', over: { site: 't' }, large: [] },
  { name: 'another word', over: { kind: 'kill' }, large: [] },
  { name: 'a word that holds no more', over: { expires: 1_000 }, large: [] },
  { name: 'a word that still holds', over: { expires: 1_001 }, large: ['a'] },
  { name: 'a word without a list', over: { large: 'a' }, large: [] },
])('the sizes are read from $name: $large', ({ over, large }) => {
  expect(readPopulation(population(['a'], over), 's', 1_000)).toEqual(large);
});

test.each([{}, null, 7, { payload: null }])('nothing is read from %j', (envelope) => {
  expect(readPopulation(envelope, 's', 0)).toEqual([]);
});

interface Api {
  consent(choices: object): void;
  forget(): Promise<void>;
}
function inklingOf({ win }: ReturnType<typeof adPage>): Api {
  return (win as unknown as { inkling: Api }).inkling;
}
function consentHere(page: ReturnType<typeof adPage>, choices: object): void {
  inklingOf(page).consent(choices);
}
