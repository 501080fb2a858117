import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A slip of the pen in the SDK, which the simulation must notice. */
export interface Breakage {
  readonly name: string;
  readonly edits: readonly {
    /** Relative to the SDK's `src`. */
    readonly file: string;
    /** Text that stands in the file exactly once, and what is put in its place. */
    readonly from: string;
    readonly to: string;
  }[];
  /** So many seeds are enough to notice it. */
  readonly seeds: number;
}

const SOURCES = new URL('../../src/', import.meta.url);

/**
 * From now on this thread loads the SDK's files with the slip in them.
 *
 * @throws Error when the text of an edit does not stand in its file exactly once.
 */
export function breakSources({ name, edits }: Breakage): void {
  for (const { file, from } of edits) {
    const count = readFileSync(new URL(file, SOURCES), 'utf8').split(from).length - 1;
    if (count !== 1) throw new Error(`${name}: ${file} holds it ${count} times, not once: ${from}`);
  }
  registerHooks({
    load(url, context, next) {
      const mine = edits.filter(({ file }) => new URL(file, SOURCES).href === url);
      if (!mine.length) return next(url, context);
      const before = readFileSync(fileURLToPath(url), 'utf8');
      const source = mine.reduce((text, { from, to }) => text.replace(from, () => to), before);
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}
