import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../src/io.ts';

/** An `Io` that remembers what was written. */
export interface FakeIo extends Io {
  readonly written: { out: string; err: string };
}

/** Makes an `Io` in a fresh temporary folder that holds the given files and goes with the test. */
export function fakeIo(
  files: { readonly [name: string]: string | Uint8Array } = {},
  over: Partial<Io> = {},
): FakeIo {
  const cwd = mkdtempSync(join(tmpdir(), 'inkling-test-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  const written = { out: '', err: '' };
  return {
    stdin: chunks(''),
    out: async (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
    env: {},
    cwd,
    now: () => Date.parse('2026-03-01T12:00:00Z'),
    fetch: () => Promise.reject(new Error('no network in tests')),
    signal: new AbortController().signal,
    written,
    ...over,
  };
}

/** Bytes in pieces of the given size, as a network or a pipe may cut them. */
export async function* chunks(
  content: string | Uint8Array,
  size = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
