import type { Browser, Page } from 'puppeteer-core';
import { MARKS } from './paper.ts';

/** What one frame of the compositor showed of the marked variants. */
export type PaintedVariant = keyof typeof MARKS | 'none';

/** The frames that Chromium's compositor gives out for one tab. */
export interface Screencast {
  begin(): void;
  /** What each frame since `begin` showed, by its pixels. */
  end(): Promise<PaintedVariant[]>;
}

/** A variant is there when so many pixels have its colour. */
const MIN_PIXELS = 200;
/** How far a channel may be off: frames are scaled and compressed. */
const TOLERANCE = 40;

/** Starts to take frames, each as soon as the one before has arrived; a second tab reads them. */
export async function startScreencast(browser: Browser, page: Page): Promise<Screencast> {
  const reader = await browser.newPage();
  await page.bringToFront();
  const session = await page.createCDPSession();
  let frames: string[] = [];
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(data);
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await session.send('Page.startScreencast', { format: 'png', maxWidth: 640, everyNthFrame: 1 });
  return {
    begin() {
      frames = [];
    },
    async end() {
      const taken = frames;
      frames = [];
      return reader.evaluate(readFrames, taken, MARKS, MIN_PIXELS, TOLERANCE);
    },
  };
}

/** Runs inside a page, which knows how to decode pictures. */
async function readFrames(
  frames: readonly string[],
  marks: typeof MARKS,
  minPixels: number,
  tolerance: number,
): Promise<PaintedVariant[]> {
  const read = async (frame: string): Promise<PaintedVariant> => {
    const bytes = Uint8Array.from(atob(frame), (char) => char.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const has = (colour: readonly number[]): boolean => {
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (colour.every((value, k) => Math.abs(data[i + k]! - value) < tolerance)) count += 1;
      }
      return count >= minPixels;
    };
    if (has(marks.wrong)) return 'wrong';
    return has(marks.right) ? 'right' : 'none';
  };
  return Promise.all(frames.map(read));
}
