import { EngineError } from './engine-error.ts';
import type { JsonValue } from './event.ts';
import type { Program } from './program.ts';

const MOST_NODES = 60_000;
const MOST_DEPTH = 40;

/**
 * Looks at what a page has fetched before an engine is built of it: a format that this engine
 * knows, and no more of it than any published program has. The compiler has checked the rest
 * (`checkProgram` does it again where bytes do not count), and building refuses what has no sense.
 *
 * @throws {@link EngineError} `bad-program`.
 */
export function checkBounds(program: unknown): Program {
  let left = MOST_NODES;
  const isBounded = (value: unknown, depth: number): boolean =>
    --left > 0 &&
    depth > 0 &&
    (typeof value !== 'object' ||
      !value ||
      Object.values(value as { [key: string]: JsonValue }).every((one) =>
        isBounded(one, depth - 1),
      ));
  if ((program as Program | null)?.format !== 1 || !isBounded(program, MOST_DEPTH)) {
    throw new EngineError('bad-program', 'program');
  }
  return program as Program;
}
