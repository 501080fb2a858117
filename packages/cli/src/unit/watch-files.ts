import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Io } from '../io.ts';

/** Editors write a file in several steps; one run for all of them. */
const QUIET_MS = 60;

/**
 * Runs work now and after every change of a JSON file beside the given ones, one run at a time,
 * until `io.signal` aborts; then it returns.
 */
export async function watchFiles(
  files: readonly string[],
  io: Io,
  work: (files: readonly string[]) => Promise<void>,
): Promise<void> {
  let wake: () => void = () => {};
  let timer: NodeJS.Timeout | undefined;
  let changed = false;
  const notice = (_kind: string, name: string | null): void => {
    if (name !== null && !name.endsWith('.json')) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      wake();
    }, QUIET_MS);
  };
  const folders = new Set(files.map((file) => dirname(file)));
  const watchers: readonly FSWatcher[] = [...folders].map((folder) => watch(folder, notice));
  io.signal.addEventListener('abort', () => wake(), { once: true });
  try {
    while (!io.signal.aborted) {
      changed = false;
      await work(files);
      io.err('Watching for changes; Ctrl-C ends it.\n');
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (changed || io.signal.aborted) resolve();
      });
    }
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  }
}
