import { bin } from '../lib/bin.ts';
import { findViolations } from '../lib/find-violations.ts';
import { root } from '../lib/root.ts';
import { runCommand } from '../lib/run-command.ts';

/**
 * Checks format and style (biome) and the walls between rooms (dependency-cruiser).
 *
 * @param args - `--fix` lets biome repair what it safely can.
 */
export async function lint(args: readonly string[]): Promise<number> {
  const fix = args.includes('--fix') ? ['--write'] : [];
  const biome = [bin('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', ...fix, '.'];
  const [style, broken] = await Promise.all([
    runCommand(process.execPath, biome),
    findViolations(root),
  ]);
  for (const { from, to, why } of broken) console.error(`${from}: "${to}" ${why}`);
  console.log(`lint: ${broken.length} imports break a wall`);
  return style.code === 0 && broken.length === 0 ? 0 : 1;
}
