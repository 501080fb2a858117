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
  judgeView(view: View): { wrong: number; right: number; rightAt: number | null };
}

/** Loads the parts of the suite that watch frames. */
export async function loadSuite(): Promise<Suite> {
  const files = [
    'frames/engines',
    'frames/set-up',
    'frames/run-first-frame',
    'test-stack',
    'bundle',
  ];
  const modules = await Promise.all(
    files.map((file): Promise<object> => import(join(root, 'e2e/lib', `${file}.ts`))),
  );
  return Object.assign({}, ...modules) as Suite;
}
