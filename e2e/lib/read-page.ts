import type { Tab, Visitor } from './visitor.ts';

/**
 * Reads the page as a person does: a real turn of the wheel every two seconds of the visitor's
 * time, down to the end of the page, until `ms` are over.
 *
 * @param ms - The visitor's time to spend, in whole seconds.
 */
export async function readPage(visitor: Visitor, { page }: Tab, ms: number): Promise<void> {
  await page.bringToFront();
  await page.mouse.move(640, 400);
  for (let spent = 0; spent < ms; spent += 2_000) {
    const before = await page.evaluate(() => window.scrollY);
    await page.mouse.wheel({ deltaY: 700 });
    // The page moves, or has been at its end.
    await page.waitForFunction(
      (y) => window.scrollY > y || window.scrollY + innerHeight + 2 >= document.body.scrollHeight,
      {},
      before,
    );
    await visitor.wait(Math.min(2_000, ms - spent));
  }
}
