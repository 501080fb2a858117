import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../launch.ts';
import { startTestStack } from '../test-stack.ts';
import { createVisitor, SEEDS } from '../visitor.ts';
import { DAY_MS } from './picture.ts';
import { PICTURES } from './states.ts';

const VIEW = { width: 1120, height: 720 };
/** Of 100; text stays readable. */
const QUALITY = 60;

/**
 * Plays visits to the demo in Chromium, and keeps a picture of what each leads to.
 *
 * @param names - Only these; all where there are none.
 * @throws Error where a visit does not lead where it should, or a page had a problem.
 */
export async function takePictures(
  folder: string,
  names: readonly string[],
  onPicture: (path: string) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stack = await startTestStack();
  const { browser, close } = await launchBrowser('chromium');
  try {
    for (const picture of PICTURES.filter(({ name }) => !names.length || names.includes(name))) {
      const visitor = await createVisitor(browser, {
        seed: SEEDS[picture.seed ?? 'free'],
        offsetMs: -(picture.daysAgo ?? 0) * DAY_MS,
      });
      const tab = await visitor.openTab();
      await tab.page.setViewport(VIEW);
      await picture.play({ ...stack, visitor, tab });
      await tab.page.evaluate(bringIntoView, picture.at ?? null);
      await tab.page.evaluate(() => document.fonts.ready.then(() => {}));
      const path = `${join(folder, picture.name)}.webp` as const;
      await tab.page.screenshot({ path, type: 'webp', quality: QUALITY });
      if (visitor.log.problems.length) throw new Error(visitor.log.problems.join('\n'));
      await visitor.close();
      onPicture(path);
    }
  } finally {
    await close();
    await stack.close();
  }
}

/** Runs inside the page. */
function bringIntoView(selector: string | null): void {
  const box = selector ? document.querySelector(selector)?.getBoundingClientRect() : undefined;
  const middle = box ? scrollY + box.top + box.height / 2 - innerHeight / 2 : 0;
  scrollTo({ top: middle, behavior: 'instant' });
}
