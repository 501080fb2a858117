import { fromBase64Url, toUtf8 } from './bytes.ts';
import { TrustError } from './trust-error.ts';
import type { Verify } from './web-verify.ts';

/** A signed text: the signature is over the UTF-8 bytes of `payload`, exactly as they stand. */
export interface Envelope {
  readonly v: 1;
  /** Names the key that signed. */
  readonly kid: string;
  /** 64 bytes, base64url. */
  readonly sig: string;
  readonly payload: string;
}

/** Takes an envelope apart. @throws TrustError `too-large`, `not-an-envelope`. */
export function readEnvelope(text: string, mostChars: number): Envelope {
  if (text.length > mostChars) throw new TrustError('too-large');
  const value = parseObject(text, 'not-an-envelope');
  const { v, kid, sig, payload } = value;
  if (
    v !== 1 ||
    typeof kid !== 'string' ||
    typeof sig !== 'string' ||
    typeof payload !== 'string'
  ) {
    throw new TrustError('not-an-envelope');
  }
  return { v, kid, sig, payload };
}

/** @throws TrustError `bad-signature`, also for a key or a signature of another length. */
export async function checkSignature(
  { sig, payload }: Envelope,
  publicKey: string,
  verify: Verify,
): Promise<void> {
  const [key, signature] = [fromBase64Url(publicKey), fromBase64Url(sig)];
  const whole = key?.length === 32 && signature?.length === 64;
  if (!whole || !(await verify(key, signature, toUtf8(payload)))) {
    throw new TrustError('bad-signature');
  }
}

/** A JSON object's own members. @throws TrustError of the given code. */
export function parseObject(
  text: string,
  code: 'not-an-envelope' | 'not-a-bundle' | 'not-a-list' | 'not-a-word',
): { readonly [key: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TrustError(code, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TrustError(code);
  }
  return Object.assign(Object.create(null), value);
}
