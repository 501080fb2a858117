import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { root } from '../../tools/lib/root.ts';
import type { Size } from './compare.ts';

/** Chromium, with a page that knows the comparison. */
export interface BenchChromium {
  compare(size: Size): Promise<BenchRow[]>;
  close(): Promise<void>;
}

/** What is asked of the suite, which knows the browser's types and is not checked with ours. */
interface Suite {
  launchBrowser(name: 'chromium'): Promise<{ browser: Browser; close(): Promise<void> }>;
  bundle(contents: string): Promise<string>;
}
interface Browser {
  newPage(): Promise<Page>;
}
interface Page {
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
}

const PAGE = '<!doctype html><title>bench</title><script src="/bench.js"></script>';
/** A page that shares nothing has a clock of 5 µs; any other one of 100 µs. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Starts Chromium on a page of its own.
 *
 * @throws Error that says how to get Chromium, when there is none.
 */
export async function openChromium(): Promise<BenchChromium> {
  const load = (file: string): Promise<Suite> => import(join(root, 'e2e/lib', file));
  const { bundle } = await load('bundle.ts');
  const { launchBrowser } = await load('launch.ts');
  const script = await bundle("import '../../bench/rules/page.ts';");
  const server = createServer(({ url }, response) => {
    const isScript = url === '/bench.js';
    const type = isScript ? 'text/javascript' : 'text/html';
    response.writeHead(200, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` });
    response.end(isScript ? script : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { browser, close } = await launchBrowser('chromium');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  if (!(await page.evaluate('crossOriginIsolated'))) throw new Error('The clock is too coarse.');
  return {
    compare: async (size) =>
      (await page.evaluate(`compare(${JSON.stringify(size)})`)) as BenchRow[],
    async close() {
      await close();
      server.close();
      server.closeAllConnections();
    },
  };
}
