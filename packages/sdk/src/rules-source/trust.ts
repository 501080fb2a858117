import {
  type KillWord,
  type SideBundle,
  verifyKillWord,
  verifySideBundle,
} from '@inkling/engine/trust';
import type { IdleParts } from '../idle/parts.ts';
import type { Wanted } from './fetch-side.ts';
import { type OpenTrust, openTrust } from './open-trust.ts';
import { createSignedSource } from './signed-source.ts';

const trustOf = (parts: IdleParts): OpenTrust => {
  parts.trust ??= openTrust(parts);
  return parts.trust;
};

/** Asks for newer rules, unless that has just been done, and takes them if the root key vouches for them. */
export function start(parts: IdleParts): void {
  parts.signed ??= createSignedSource(parts, trustOf(parts));
  parts.signed();
}

/**
 * Checks a word about stopping.
 *
 * @param seq - Sequence of the newest word that was believed; 0 for none. The same one again is no fault.
 * @throws `TrustError` unless the root key vouches for it.
 */
export async function readWord(parts: IdleParts, text: string, seq: number): Promise<KillWord> {
  const { list, held } = await trustOf(parts).take();
  return verifyKillWord(text, list, { ...held, seq: seq - 1 });
}

/** Checks rules that are not everybody's. @throws `TrustError` unless the root key vouches for them. */
export async function readSide(
  parts: IdleParts,
  text: string,
  wanted: Wanted,
): Promise<SideBundle> {
  const { list, held } = await trustOf(parts).take();
  return verifySideBundle(text, list, { held, ...wanted });
}
