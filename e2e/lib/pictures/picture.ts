import { settled } from '../daily-ink.ts';
import type { Tab, Visitor } from '../visitor.ts';

/** A person whose visits to the demo are played, with the tab that they use. */
export interface Guest {
  readonly visitor: Visitor;
  readonly tab: Tab;
  /** Origin of the demo, without a slash at the end. */
  readonly demoUrl: string;
  /** Origin of the edge, without a slash at the end. */
  readonly edgeUrl: string;
}

/** A picture of the demo: what somebody has done before, and what is shown of the page then. */
export interface Picture {
  /** Of the file, without its ending. */
  readonly name: string;
  /** A seed of {@link SEEDS}; the usual one unless stated. */
  readonly seed?: 'free' | 'tea' | 'held';
  /** How many days ago the first visit is: the edge knows no reports from days to come. */
  readonly daysAgo?: number;
  /** Brings the demo to where the picture is taken. */
  play(guest: Guest): Promise<void>;
  /** Scrolls this into the middle; the top of the page unless stated. */
  readonly at?: string;
}

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;
/** The page gives a write so long; each is waited for before more time passes. */
const STEP_MS = 1_000;
/** A turn of the wheel every so many steps is attention all the time. */
const STEPS_A_TURN = 4;

/** Reads the open page for so many whole seconds of the visitor's time. */
export async function readFor({ visitor, tab }: Guest, ms: number): Promise<void> {
  await tab.page.bringToFront();
  await tab.page.mouse.move(500, 350);
  for (let step = 0; step < ms / STEP_MS; step += 1) {
    if (step % STEPS_A_TURN === 0) await tab.page.mouse.wheel({ deltaY: 400 });
    await visitor.wait(STEP_MS);
    await settled(tab);
  }
}
