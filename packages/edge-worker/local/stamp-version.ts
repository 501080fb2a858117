import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What `sri.json` holds. */
export interface SriTable {
  /** Folder of this build under `/v1/`: 16 hex digits over all that is in it. */
  readonly version: string;
  /** File, with its folder → what goes into a tag's `integrity`. */
  readonly files: { readonly [name: string]: string };
}

const TABLE = 'sri.json';
const FOLDER = /^[0-9a-f]{16}$/;

/**
 * Gives the built SDK in a folder an address that never changes: lays a copy into a folder named
 * by a hash of it, beside those of earlier builds, and writes the table of hashes.
 */
export function stampVersion(dir: string): SriTable {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== TABLE)
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .filter((name) => !isVersion(name.split(sep)[0] ?? ''))
    .sort();
  const whole = createHash('sha256');
  const files: Record<string, string> = {};
  for (const name of names) {
    const bytes = readFileSync(join(dir, name));
    whole.update(`${name}\0${bytes.length}\0`).update(bytes);
    files[name] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  }
  const version = whole.digest('hex').slice(0, 16);
  const target = join(dir, version);
  // File by file: who lays the build may have swept the folder and left it empty.
  for (const name of names) {
    const file = join(target, name);
    if (existsSync(file)) continue;
    mkdirSync(dirname(file), { recursive: true });
    cpSync(join(dir, name), file);
  }
  const table = { version, files };
  writeFileSync(join(dir, TABLE), `${JSON.stringify(table, null, 2)}\n`);
  return table;
}

/** Whether a name is that of a build's own folder. */
export function isVersion(name: string): boolean {
  return FOLDER.test(name);
}
