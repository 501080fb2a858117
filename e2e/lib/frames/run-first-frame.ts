import type { Stack } from '../../../tools/stack/start-stack.ts';
import { SEEDS } from '../visitor.ts';
import { type EngineName, type FrameBrowser, openEngine, type View } from './engines.ts';
import { builtBoot, type Paper, startPaper } from './paper.ts';
import { inklingSetUp, type SetUp } from './set-up.ts';

/** What a set-up did in one engine: its views, in the order of the runs. */
export interface SetUpViews {
  readonly setUp: SetUp;
  readonly views: readonly View[];
}

/** A repeat visitor of all set-ups, and how often each is viewed. */
export interface FirstFrameOptions {
  readonly engine: EngineName;
  readonly setUps: readonly SetUp[];
  readonly runs: number;
}

/** Inkling on the demo's front page of a stack, as the demo has it. */
export function ours({ edgeUrl }: Stack): SetUp {
  return inklingSetUp(edgeUrl, builtBoot(), SEEDS.free);
}

/**
 * Views the demo's front page as a repeat visitor who should see politics first.
 *
 * The set-ups take turns, each run in the other direction, so that what else the machine does
 * meets all of them.
 */
export async function runFirstFrame(
  stack: Stack,
  { engine, setUps, runs }: FirstFrameOptions,
): Promise<SetUpViews[]> {
  const paper = await startPaper(stack, setUps);
  let browser: FrameBrowser | undefined;
  try {
    browser = await openEngine(engine);
    for (const setUp of setUps) await prepare(browser, paper, setUp);
    const views = new Map<SetUp, View[]>(setUps.map((setUp) => [setUp, []]));
    for (let run = 0; run < runs; run += 1) {
      for (const setUp of run % 2 ? setUps.toReversed() : setUps) {
        views.get(setUp)?.push(await browser.view(paper.page(setUp), setUp.decided));
      }
    }
    return setUps.map((setUp) => ({ setUp, views: views.get(setUp) ?? [] }));
  } finally {
    await browser?.close();
    await paper.close();
  }
}

/** The visits before: one that is recorded, and one that fills the caches. */
async function prepare(browser: FrameBrowser, paper: Paper, setUp: SetUp): Promise<void> {
  const url = paper.page(setUp);
  await browser.open(url, 'document.readyState === "complete"');
  if (setUp.prepare.includes('inkling.')) await browser.becomes('window.inkling?.ready');
  await browser.run(setUp.prepare);
  await browser.becomes(setUp.prepared);
  await browser.open(url, setUp.decided);
}

/** What one view says about frames that nobody should have seen. */
export interface Judgement {
  /** Frames that showed the wrong variant, by every kind of evidence. */
  readonly wrong: number;
  /** Frames that showed the right one: without any, nothing was observed. */
  readonly right: number;
  /** When the right variant first was in a frame, ms; `null` for never. */
  readonly rightAt: number | null;
}

/** Adds up what all kinds of evidence say about a view. */
export function judgeView({ watch, pictures }: View): Judgement {
  const { frames, painted } = watch;
  const count = (wanted: string): number =>
    [...frames, ...painted].filter(({ shown }) => shown === wanted).length +
    pictures.filter((shown) => shown === wanted).length;
  return {
    wrong: count('wrong'),
    right: count('right'),
    rightAt: frames.find(({ shown }) => shown === 'right')?.at ?? null,
  };
}
