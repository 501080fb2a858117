import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * Makes the folder `to` hold exactly the files of `from`, touching only what differs, so that a
 * server that reads from it never misses a file that stays.
 *
 * @param rename - The path in `to` for a path in `from`; `null` leaves the file out.
 */
export function mirrorFolder(
  from: string,
  to: string,
  rename: (path: string) => string | null = (path) => path,
): void {
  const wanted = new Map<string, string>();
  for (const path of filesIn(from)) {
    const target = rename(path);
    if (target !== null) wanted.set(target, join(from, path));
  }
  for (const path of filesIn(to)) if (!wanted.has(path)) rmSync(join(to, path));
  for (const [path, source] of wanted) {
    const file = join(to, path);
    const bytes = readFileSync(source);
    if (existsSync(file) && readFileSync(file).equals(bytes)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

function filesIn(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)));
}
