import { expect, test } from 'vitest';

const sources = import.meta.glob<string>('../src/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const config = import.meta.glob<string>('../wrangler.jsonc', {
  query: '?raw',
  import: 'default',
  eager: true,
});

test('no statement is put together from parts', () => {
  for (const [name, text] of Object.entries(sources)) {
    for (const [statement] of text.matchAll(
      /`[^`]*\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE)\b[^`]*`/g,
    )) {
      expect(statement, name).not.toContain('${');
    }
    expect(text, name).not.toMatch(/['"](?:SELECT|INSERT|UPDATE|DELETE) [^'"\n]*['"] \+/);
  }
});

test('the worker calls nobody', () => {
  for (const [name, text] of Object.entries(sources)) {
    // Its own bindings are asked by name; the global `fetch` never.
    expect(text.match(/(?<![.\w])fetch\(/g)?.length ?? 0, name).toBe(
      name.endsWith('/app.ts') ? 2 : 0,
    );
  }
});

test('the worker has no queue, and one key-value store, which one file uses by hash', () => {
  const [text] = Object.values(config);
  expect(text).toContain('durable_objects');
  expect(text).not.toMatch(/queues/);
  expect(text?.match(/"kv_namespaces": \[\{ "binding": "BLOBS" \}\]/g)).toHaveLength(1);
  const users = Object.entries(sources).filter(([, source]) => source.includes('env.BLOBS'));
  expect(users.map(([name]) => name).sort()).toEqual([
    '../src/context.ts',
    '../src/objects/site-object.ts',
  ]);
});
