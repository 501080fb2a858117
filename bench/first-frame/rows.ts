import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { median } from '../lib/median.ts';
import type { EventToDom, SetUp, Suite, View } from './suite.ts';

/** What the set-ups did in one engine, the page without any of them among them. */
export interface EngineViews {
  readonly engine: string;
  readonly bare: readonly View[];
  readonly others: readonly { readonly setUp: SetUp; readonly views: readonly View[] }[];
}

/** A figure of a view; `null` where the browser does not tell. */
type Read = (view: View) => number | null;

/** The rows of one engine: frames first, then what it costs against the bare page. */
export function engineRows({ engine, bare, others }: EngineViews, suite: Suite): BenchRow[] {
  const rightAt: Read = (view) => suite.judgeView(view).rightAt;
  const seenAt: Read = ({ watch }) =>
    watch.frames.find(({ shown }) => shown === 'wrong' || shown === 'right')?.at ?? null;
  return others.flatMap(({ setUp, views }) => {
    const what = `${engine}: ${setUp.name}`;
    const judged = views.map(suite.judgeView);
    const wrong = judged.map((one) => one.wrong);
    return [
      { what: `${what}, wrong frames`, value: sum(wrong), unit: 'frames' },
      {
        what: `${what}, views with one`,
        value: wrong.filter((count) => count > 0).length,
        unit: `of ${views.length}`,
      },
      ...paired(`${what}, block is right`, views, rightAt, bare, seenAt),
      ...paired(`${what}, FCP`, views, ({ watch }) => watch.fcp, bare),
      ...paired(`${what}, LCP`, views, ({ watch }) => watch.lcp, bare),
      ...most(`${what}, CLS, the most`, views, ({ watch }) => watch.cls, 'score'),
      ...most(`${what}, moved, the most`, views, ({ watch }) => watch.moved, 'px'),
    ];
  });
}

/** The rows of an event that completes a segment, against the time of one frame. */
export function reactionRows({ reactions, frameMs }: EventToDom, engine: string): BenchRow[] {
  const times = reactions.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const what = `${engine}: event to changed page, 100 segments`;
  const row = (name: string, share: number): BenchRow => {
    const value = times[Math.ceil(share * times.length) - 1] ?? 0;
    return { what: `${what}, ${name}`, value, unit: 'ms', floor: frameMs, ratio: value / frameMs };
  };
  const frames = Math.max(...reactions.map((one) => one.frames));
  return [
    row('median', 0.5),
    row('p95', 0.95),
    row('the most', 1),
    { what: `${what}, frames between, the most`, value: frames, unit: 'frames' },
  ];
}

/** Median of ours, of the bare page, and of the ratio of each pair. */
function paired(
  what: string,
  views: readonly View[],
  read: Read,
  bare: readonly View[],
  readBare = read,
): BenchRow[] {
  const pairs = views.flatMap((view, i) => {
    const above = read(view);
    const below = bare[i] ? readBare(bare[i]) : null;
    return above !== null && below ? [{ above, below, ratio: above / below }] : [];
  });
  if (!pairs.length) return [];
  const of = (key: 'above' | 'below' | 'ratio') => median(pairs.map((pair) => pair[key]));
  return [{ what, value: of('above'), unit: 'ms', floor: of('below'), ratio: of('ratio') }];
}

function most(what: string, views: readonly View[], read: Read, unit: string): BenchRow[] {
  const values = views.map(read).filter((value) => value !== null);
  return values.length ? [{ what, value: Math.max(...values), unit }] : [];
}

function sum(list: readonly number[]): number {
  return list.reduce((total, one) => total + one, 0);
}
