import { fromBase64Url } from '../signing/keys.ts';
import { toBase64Url } from './token.ts';

const NONCE_BYTES = 12;

/** Encrypts a text (AES-256-GCM) so that only who knows the secret can read it. */
export async function seal(text: string, secret: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const data = new TextEncoder().encode(text);
  const hidden = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await keyOf(secret, 'encrypt'),
    data,
  );
  return `${toBase64Url(iv)}.${toBase64Url(new Uint8Array(hidden))}`;
}

/** Reads what {@link seal} wrote. @throws DOMException for another secret or a changed text. */
export async function unseal(sealed: string, secret: string): Promise<string> {
  const [iv, data] = sealed.split('.').map((part) => fromBase64Url(part) ?? new Uint8Array());
  const text = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: iv! },
    await keyOf(secret, 'decrypt'),
    data!,
  );
  return new TextDecoder().decode(text);
}

/** @param secret - Holds 128 random bits or more, so one hash makes a key of it. */
async function keyOf(secret: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const raw = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`seal ${secret}`));
  return crypto.subtle.importKey('raw', raw, { name: 'AES-GCM' }, false, [use]);
}
