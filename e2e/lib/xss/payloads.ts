import { readFileSync } from 'node:fs';

/** A text that runs `pwn()`, or asks another origin for something, wherever it is taken for code. */
export interface Payload {
  readonly name: string;
  /** What it is dangerous as: markup, or an address. */
  readonly as: 'html' | 'link';
  readonly payload: string;
}

/** The corpus, in the order of its file. */
export function readPayloads(): readonly Payload[] {
  return JSON.parse(readFileSync(new URL('../../xss/payloads.json', import.meta.url), 'utf8'));
}
