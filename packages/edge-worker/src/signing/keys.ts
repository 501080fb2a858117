import type { Envelope } from '@inkling/engine/trust';
import { sha256Hex, toBase64Url } from '../auth/token.ts';

/** A pair of Ed25519 keys, as they are stored. */
export interface KeyPair {
  /** Name of the key: the first 16 hex digits of its public half's SHA-256. */
  readonly kid: string;
  /** The private half as a JSON Web Key. */
  readonly secret: string;
  /** The public half: 32 bytes, base64url. */
  readonly public: string;
}

const ED25519 = { name: 'Ed25519' };

/** Makes a pair of keys. */
export async function makeKeyPair(): Promise<KeyPair> {
  const pair = (await crypto.subtle.generateKey(ED25519, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const raw = (await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer;
  const secret = JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey));
  const name = toBase64Url(new Uint8Array(raw));
  return { kid: await keyId(name), secret, public: name };
}

/** The name of a public key. */
export async function keyId(publicKey: string): Promise<string> {
  return (await sha256Hex(publicKey)).slice(0, 16);
}

/** Signs a text. */
export async function signText(
  { kid, secret }: Pick<KeyPair, 'kid' | 'secret'>,
  payload: string,
): Promise<Envelope> {
  const jwk = JSON.parse(secret) as JsonWebKey;
  const key = await crypto.subtle.importKey('jwk', jwk, ED25519, false, ['sign']);
  const sig = await crypto.subtle.sign(ED25519, key, new TextEncoder().encode(payload));
  return { v: 1, kid, sig: toBase64Url(new Uint8Array(sig)), payload };
}

/** Bytes of a base64url text in its one canonical spelling; `null` for anything else. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
    return toBase64Url(bytes) === text ? bytes : null;
  } catch {
    return null; // `atob` throws for impossible lengths; they are no base64.
  }
}
