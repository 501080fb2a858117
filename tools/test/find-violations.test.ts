import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations } from '../lib/find-violations.ts';
import { root } from '../lib/root.ts';
import { walls } from '../lib/walls.ts';

const WHOLE_FILES: Record<string, string> = {
  'packages/engine/src/index.ts': 'export const run = 1;\nexport interface Event { t: number }\n',
  'packages/engine/src/inside.ts': 'export const inside = 1;\n',
  'packages/report/src/index.ts': "export type { Event } from '@inkling/engine';\n",
  'packages/rules/src/index.ts': "export { run } from '@inkling/engine';\n",
  'packages/sdk/src/capture/scroll.ts': 'export const a = 1;\nexport type A = 1;\n',
  'packages/sdk/src/log/idb-log.ts': "export type { A } from '../capture/scroll.ts';\n",
  'packages/edge-worker/src/env.ts': 'export interface Env { a: 1 }\n',
  'packages/edge-worker/src/context.ts': "export type { Env } from './env.ts';\n",
  'packages/edge-worker/src/objects/tally-object.ts':
    "import 'cloudflare:workers';\nexport type { Env } from '../env.ts';\n",
  'packages/sdk/src/client/client.ts': "export { a } from '../capture/scroll.ts';\n",
};

let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'inkling-walls-'));
  for (const room of ['engine', 'report', 'rules', 'sdk']) {
    const manifest = { name: `@inkling/${room}`, exports: { '.': './src/index.ts' } };
    write(dir, `packages/${room}/package.json`, JSON.stringify(manifest));
    mkdirSync(join(dir, 'node_modules/@inkling'), { recursive: true });
    symlinkSync(join(dir, 'packages', room), join(dir, 'node_modules/@inkling', room));
  }
  for (const [file, text] of Object.entries(WHOLE_FILES)) write(dir, file, text);
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('finds nothing where every import keeps to the table', async () => {
  expect(await findViolations(dir)).toEqual([]);
});

test.each([
  {
    name: 'an import against the direction of the table',
    file: 'packages/engine/src/bad.ts',
    text: "import '@inkling/rules';\n",
    why: 'engine may not import rules',
  },
  {
    name: 'a value where only types may pass',
    file: 'packages/report/src/bad.ts',
    text: "export { run } from '@inkling/engine';\n",
    why: 'report may import only types of engine',
  },
  {
    name: 'a path into another room',
    file: 'packages/rules/test/bad.test.ts',
    text: "import '../../engine/src/inside.ts';\n",
    why: 'reaches into another room by its path; import it by name',
  },
  {
    name: 'a package that the room does not list',
    file: 'packages/engine/src/bad.ts',
    text: "import 'node:fs';\n",
    why: 'engine may not import node:fs',
  },
  {
    name: 'a value of an earlier stage',
    file: 'packages/sdk/src/log/bad.ts',
    text: "export { a } from '../capture/scroll.ts';\n",
    why: 'the stage log may import only types of capture',
  },
  {
    name: 'a type of a later stage',
    file: 'packages/sdk/src/capture/bad.ts',
    text: "export type { A } from '../log/idb-log.ts';\n",
    why: 'the stage capture may not import the later stage log',
  },
  {
    name: 'a handler of the worker that reaches for the bindings',
    file: 'packages/edge-worker/src/handlers/bad.ts',
    text: "export type { Env } from '../env.ts';\n",
    why: 'only objects, app, context and index of the worker may know its bindings',
  },
  {
    name: 'a store of the worker that reaches for the runtime',
    file: 'packages/edge-worker/src/tally/bad.ts',
    text: "import 'cloudflare:workers';\n",
    why: 'only objects, app, context and index of the worker may know its bindings',
  },
  {
    name: 'a product of ours in the demo',
    file: 'demo/bad.ts',
    text: "import '@inkling/engine';\n",
    why: 'demo may import no package of ours',
  },
  {
    name: 'a file that is not there',
    file: 'packages/engine/src/bad.ts',
    text: "import './gone.ts';\n",
    why: 'cannot be found',
  },
])('catches $name', async ({ file, text, why }) => {
  write(dir, file, text);
  try {
    const found = await findViolations(dir);
    expect(found.map((v) => ({ from: v.from, why: v.why }))).toEqual([{ from: file, why }]);
  } finally {
    rmSync(join(dir, file));
  }
});

test('catches a cycle in both of its files', async () => {
  write(dir, 'packages/engine/src/a.ts', "import './b.ts';\n");
  write(dir, 'packages/engine/src/b.ts', "import './a.ts';\n");
  try {
    const found = await findViolations(dir);
    expect(found.map((v) => v.from)).toEqual([
      'packages/engine/src/a.ts',
      'packages/engine/src/b.ts',
    ]);
    for (const { why } of found) expect(why).toMatch(/^is a cycle: /);
  } finally {
    for (const name of ['a', 'b']) rmSync(join(dir, `packages/engine/src/${name}.ts`));
  }
});

test('the walls are the import table of ARCHITECTURE.md', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `packages\/([^`]+)` \|[^|]*\| ([^|]+) \|$/gm)];
  const documented = rows.map(([, room, may = '']) => {
    const rooms = may.match(/\b(engine|rules|report|measure|simulate|sdk|dashboard|cli)\b/g) ?? [];
    return [room, { rooms, typesOnly: may.includes("'s types") }];
  });
  const held = Object.entries(walls).map(([room, wall]) => {
    return [room, { rooms: wall.rooms, typesOnly: wall.typesOnly !== undefined }];
  });
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(held));
});

function write(base: string, file: string, text: string): void {
  mkdirSync(dirname(join(base, file)), { recursive: true });
  writeFileSync(join(base, file), text);
}
