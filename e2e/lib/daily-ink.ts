import { readPage } from './read-page.ts';
import type { Tab, Visitor } from './visitor.ts';

/** Politics stories of the demo; the first two are free. */
export const POLITICS = [
  '/politics/bridge-opened-twice/',
  '/politics/last-speechwriter/',
  '/politics/nine-soups/',
] as const;

/** The part of the SDK's global that the suite asks. */
interface Global {
  track(type: string, params?: object): void;
  ready(): Promise<readonly string[]>;
  segments(): readonly string[];
  export(): Promise<{
    readonly events: readonly { readonly type: string; readonly params: object }[];
  }>;
  status(): { mode: string; reason: string | null; pending: number; rules: number | null };
  has(segment: string): boolean;
  off(segments?: readonly string[]): Promise<readonly string[]>;
  offer(name: string): Promise<string | null>;
  meter(name: string): Promise<object | null>;
  debug(): Promise<void>;
  forget(): Promise<void>;
}

declare global {
  interface Window {
    inkling: Global;
  }
}

/** Waits until the SDK has its rules and the visitor's history. */
export async function ready({ page }: Tab): Promise<void> {
  await page.waitForFunction(() => typeof window.inkling?.ready === 'function');
  await page.evaluate(async () => void (await window.inkling.ready()));
}

/** Says yes in the paper's own banner, and waits until the history is kept. */
export async function accept({ page }: Tab): Promise<void> {
  await page.locator('button[data-consent="accept"]').click();
  await page.waitForFunction(() => window.inkling.status?.().mode === 'stored');
}

/** Waits until everything recorded on the page is stored. */
export async function settled({ page }: Tab): Promise<void> {
  await page.waitForFunction(() => window.inkling.status().pending === 0);
}

/** Waits until an event of a type is part of the history: some are taken up only by the idle chunk. */
export async function recorded({ page }: Tab, type: string): Promise<void> {
  await page.waitForFunction(
    async (wanted) => (await window.inkling.export()).events.some((e) => e.type === wanted),
    {},
    type,
  );
}

/**
 * Opens a story and reads it: for 12 s of the visitor's time, and the last of {@link POLITICS} for
 * 20 s. So two are short of the half minute that a politics reader needs, and the third is not,
 * even where what was read since the last beat is lost as a page is left.
 */
export async function readStory(visitor: Visitor, tab: Tab, url: string): Promise<void> {
  await tab.goto(url);
  await ready(tab);
  await readPage(visitor, tab, url.endsWith(POLITICS[2]) ? 20_000 : 12_000);
  await settled(tab);
}

/** What an `<ink-slot>` renders now. */
export function slotText({ page }: Tab, name: string): Promise<string> {
  return page.$eval(`ink-slot[name="${name}"]`, (element) => {
    const slot = element.shadowRoot?.querySelector('slot');
    const nodes = slot ? slot.assignedNodes({ flatten: true }) : [...element.childNodes];
    const text = nodes.map((node) => node.textContent ?? '').join(' ');
    return text.replace(/\s+/g, ' ').trim();
  });
}

/** Waits until an `<ink-slot>` shows the variant of a segment; `null` for its default. */
export async function awaitVariant({ page }: Tab, name: string, segment: string | null) {
  await page.waitForFunction(
    (n, s) => document.querySelector(`ink-slot[name="${n}"]`)?.getAttribute('data-ink') === s,
    {},
    name,
    segment,
  );
}
