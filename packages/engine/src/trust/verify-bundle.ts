import type { Bundle } from '../program.ts';
import { checkSignature, parseObject, readEnvelope } from './envelope.ts';
import { findKey, type KeyList, type Trust } from './key-list.ts';
import { TrustError } from './trust-error.ts';

/** What a browser holds and is, for what it is offered to be measured against. */
export interface Held extends Trust {
  readonly env: Bundle['env'];
  /** Sequence of what is held; 0 for nothing. */
  readonly seq: number;
}

/** What can be stopped by itself: what pages show, what they report, what they write down. */
export type KillPart = 'personalization' | 'reports' | 'recording';

/** A signed word that tells open tabs to stop, or to go on. */
export interface KillWord {
  readonly v: 1;
  readonly kind: 'kill';
  readonly site: string;
  readonly env: Bundle['env'];
  readonly seq: number;
  /** Ms since the epoch. */
  readonly issued: number;
  readonly kill: boolean;
  /** What stops; everything when left out. A browser passes over names that it does not know. */
  readonly parts?: readonly KillPart[];
}

const MOST_BUNDLE_CHARS = 2_000_000;
const MOST_WORD_CHARS = 4_096;

/**
 * Checks a bundle, as `bundle.json` carries it, before anything of it is used.
 *
 * @param list - Already checked by `verifyKeyList`.
 * @throws TrustError for the first fault; what is held stays in force.
 */
export async function verifyBundle(text: string, list: KeyList, held: Held): Promise<Bundle> {
  const payload = await openSigned(text, list, {
    held,
    most: MOST_BUNDLE_CHARS,
    code: 'not-a-bundle',
  });
  const { format, expires, program } = payload;
  if (format !== 1 || typeof program !== 'object' || program === null) {
    throw new TrustError('not-a-bundle');
  }
  if ((program as { site?: unknown }).site !== held.site) throw new TrustError('wrong-site');
  if (typeof expires !== 'number' || !(held.now < expires)) throw new TrustError('expired');
  return payload as unknown as Bundle;
}

/** Checks a word about stopping, as `kill.json` carries it. @throws TrustError likewise. */
export async function verifyKillWord(text: string, list: KeyList, held: Held): Promise<KillWord> {
  const payload = await openSigned(text, list, { held, most: MOST_WORD_CHARS, code: 'not-a-word' });
  const { kind, kill, parts = [] } = payload;
  if (kind !== 'kill' || typeof kill !== 'boolean' || !Array.isArray(parts)) {
    throw new TrustError('not-a-word');
  }
  return payload as unknown as KillWord;
}

interface Wanted {
  readonly held: Held;
  readonly most: number;
  readonly code: 'not-a-bundle' | 'not-a-word';
}

/**
 * The payload of an envelope, when a key of the list signed it for this site and environment,
 * above the sequence that is held. Its text is parsed before its key is known to be in time, and
 * believed only afterwards.
 */
export async function openSigned(
  text: string,
  list: KeyList,
  { held, most, code }: Wanted,
): Promise<{ readonly [key: string]: unknown }> {
  const envelope = readEnvelope(text, most);
  const payload = parseObject(envelope.payload, code);
  const key = findKey(list, envelope.kid, payload.issued);
  await checkSignature(envelope, key.public, held.verify);
  if (payload.site !== held.site) throw new TrustError('wrong-site');
  if (payload.env !== held.env) throw new TrustError('wrong-env');
  const { seq } = payload;
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq <= held.seq) {
    throw new TrustError('old-sequence');
  }
  return payload;
}
