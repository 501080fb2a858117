import { checkSignature, parseObject, readEnvelope } from './envelope.ts';
import { TrustError } from './trust-error.ts';
import type { Verify } from './web-verify.ts';

/** Which keys may sign for a site; itself signed by the site's root key. */
export interface KeyList {
  readonly v: 1;
  readonly kind: 'keys';
  readonly site: string;
  /** Rises with every list; a lower one than was seen is refused. */
  readonly seq: number;
  /** Ms since the epoch, as are all instants here. */
  readonly issued: number;
  readonly expires: number;
  readonly keys: readonly SigningKey[];
}

/** A key, and when what it signed may have been issued. */
export interface SigningKey {
  readonly kid: string;
  /** 32 bytes, base64url. */
  readonly public: string;
  readonly from: number;
  readonly to: number;
}

/** Whom and what to trust. */
export interface Trust {
  /** Public half of the site's root key, from the page's own snippet: 32 bytes, base64url. */
  readonly root: string;
  readonly site: string;
  /** Ms since the epoch. */
  readonly now: number;
  /** Sequence of the newest key list seen; 0 for none. */
  readonly listSeq: number;
  readonly verify: Verify;
}

const MOST_CHARS = 32_768;

/** Checks a key list, as `keys.json` carries it. @throws TrustError for the first fault. */
export async function verifyKeyList(text: string, trust: Trust): Promise<KeyList> {
  const envelope = readEnvelope(text, MOST_CHARS);
  await checkSignature(envelope, trust.root, trust.verify);
  const list = parseObject(envelope.payload, 'not-a-list');
  const { v, kind, site, seq, expires, keys } = list;
  if (v !== 1 || kind !== 'keys' || !Array.isArray(keys) || !keys.every(isKey)) {
    throw new TrustError('not-a-list');
  }
  if (site !== trust.site) throw new TrustError('wrong-site');
  if (typeof seq !== 'number' || !(seq >= trust.listSeq)) throw new TrustError('old-sequence');
  if (typeof expires !== 'number' || !(trust.now < expires)) throw new TrustError('expired');
  return list as unknown as KeyList;
}

/** The key that signed at an instant. @throws TrustError `unknown-key`, `key-out-of-time`. */
export function findKey({ keys }: KeyList, kid: string, issued: unknown): SigningKey {
  const key = keys.find((one) => one.kid === kid);
  if (!key) throw new TrustError('unknown-key');
  if (typeof issued !== 'number' || !(issued >= key.from && issued < key.to)) {
    throw new TrustError('key-out-of-time');
  }
  return key;
}

function isKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kid, public: key, from, to } = value as Partial<Record<string, unknown>>;
  return (
    typeof kid === 'string' &&
    typeof key === 'string' &&
    typeof from === 'number' &&
    typeof to === 'number'
  );
}
