import type { IdleParts } from '../idle/parts.ts';
import { createSignedSource } from './signed-source.ts';

/** Asks for newer rules, unless that has just been done, and takes them if the root key vouches for them. */
export function start(parts: IdleParts): void {
  parts.signed ??= createSignedSource(parts);
  parts.signed();
}
