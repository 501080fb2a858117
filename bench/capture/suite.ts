import { join } from 'node:path';
import { root } from '../../tools/lib/root.ts';

/** What scripts of one page cost; as in the browser suite. */
export interface ScriptTimes {
  readonly toReadyMs: number;
  readonly toReadyCpuMs: number;
  readonly fromFileMs: number;
  readonly allMs: number;
  readonly longestMs: number;
}

/** A page of the browser, as far as it is used here. */
export interface Page {
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  waitForFunction(expression: string, options?: { timeout: number }): Promise<unknown>;
  emulateCPUThrottling(factor: number): Promise<void>;
  close(): Promise<void>;
}

/** Storage and cache of their own. */
export interface Context {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

/** The browser. */
export interface Browser {
  createBrowserContext(): Promise<Context>;
}

/** What is asked of the browser suite, which knows the browser's types and is not checked with ours. */
export interface Suite {
  launchBrowser(name: 'chromium'): Promise<{ browser: Browser; close(): Promise<void> }>;
  bundle(contents: string, format?: 'iife' | 'esm', asShipped?: boolean): Promise<string>;
  traceScripts(
    context: Context,
    options: { url: string; file: string; slowdown: number; told(): Promise<void> },
  ): Promise<ScriptTimes>;
}

/** Loads {@link Suite}. */
export async function loadSuite(): Promise<Suite> {
  const files = ['launch', 'bundle', 'trace-scripts'];
  const load = (name: string): Promise<object> => import(join(root, 'e2e/lib', `${name}.ts`));
  return Object.assign({}, ...(await Promise.all(files.map(load))));
}
