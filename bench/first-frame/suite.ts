import { join } from 'node:path';
import { root } from '../../tools/lib/root.ts';
import type { Stack } from '../../tools/stack/start-stack.ts';

/** As in `e2e/lib/frames/set-up.ts`. */
export interface SetUp {
  readonly name: string;
  readonly head: string;
  readonly files?: Readonly<Record<string, readonly [type: string, text: string]>>;
  readonly prepare: string;
  readonly prepared: string;
  readonly decided: string;
}

/** One view of a page, as far as it is counted here. */
export interface View {
  readonly watch: {
    readonly frames: readonly { readonly at: number; readonly shown: string }[];
    readonly fcp: number | null;
    readonly lcp: number | null;
    readonly cls: number | null;
    readonly moved: number;
  };
}

/** As in `e2e/lib/frames/event-to-dom.ts`. */
export interface EventToDom {
  readonly reactions: readonly { readonly ms: number; readonly frames: number }[];
  readonly frameMs: number;
}

/** What is asked of the suite, which knows the browser's types and is not checked with ours. */
export interface Suite {
  readonly ENGINES: Readonly<Record<string, string>>;
  readonly BARE: SetUp;
  startTestStack(): Promise<Stack>;
  bundle(contents: string, format: 'esm'): Promise<string>;
  ours(stack: Stack): SetUp;
  runFirstFrame(
    stack: Stack,
    options: { engine: string; setUps: readonly SetUp[]; runs: number },
  ): Promise<{ setUp: SetUp; views: View[] }[]>;
  measureEventToDom(stack: Stack, slowdown: number): Promise<EventToDom>;
  judgeView(view: View): { wrong: number; right: number; rightAt: number | null };
}

/** Loads the parts of the suite that watch frames. */
export async function loadSuite(): Promise<Suite> {
  const frames = ['engines', 'set-up', 'run-first-frame', 'event-to-dom'];
  const files = [...frames.map((name) => `frames/${name}`), 'test-stack', 'bundle'];
  const modules = await Promise.all(
    files.map((file): Promise<object> => import(join(root, 'e2e/lib', `${file}.ts`))),
  );
  return Object.assign({}, ...modules) as Suite;
}
