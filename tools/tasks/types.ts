import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { bin } from '../lib/bin.ts';
import { projectFiles } from '../lib/project-files.ts';
import { root } from '../lib/root.ts';
import { runCommand } from '../lib/run-command.ts';

/**
 * Type-checks every `tsconfig.json` of the project, a few at a time, and prints what is wrong.
 *
 * Each room has its own, with its own `lib` and `types`: that is how engine and report are held to
 * no DOM, no timers and no Node. What was checked is kept in `node_modules/.cache`.
 *
 * @param args - Folders to check, such as `packages/sdk`; all when empty.
 */
export async function types(args: readonly string[]): Promise<number> {
  const all = (await projectFiles()).filter((file) => /(^|\/)tsconfig\.json$/.test(file));
  const queue = all.filter((f) => args.length === 0 || args.some((dir) => f.startsWith(dir)));
  const count = queue.length;
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const { code, output } = await check(file);
      if (code === 0) continue;
      failed += 1;
      console.error(`${relative(root, file) || file}:\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  console.log(`types: ${count - failed} of ${count} projects are right`);
  return failed === 0 && count > 0 ? 0 : 1;
}

function check(file: string): ReturnType<typeof runCommand> {
  const kept = `node_modules/.cache/types/${file.replaceAll('/', '+')}.tsbuildinfo`;
  const args = ['-p', file, '--pretty', 'false', '--incremental', '--tsBuildInfoFile', kept];
  return runCommand(process.execPath, [bin('typescript', 'tsc'), ...args], { quiet: true });
}
