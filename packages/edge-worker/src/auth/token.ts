/** What a bearer token may do. `admin` may do everything. */
export const SCOPES = ['read', 'write', 'publish', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A token as its holder has it, taken apart. */
export interface TokenParts {
  /** Which site it may be for: the first letters of a hash, so that nothing is looked up. */
  readonly tag: string;
  readonly id: string;
  readonly secret: string;
}

const TOKEN = /^ink_live_([0-9a-f]{8})([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

/**
 * Makes a token for a site: `ink_live_<tag><id>_<secret>`, the secret being 256 random bits.
 *
 * @param random - Fills an array from a cryptographic source.
 */
export async function makeToken(
  site: string,
  random: (bytes: Uint8Array) => Uint8Array,
): Promise<{ token: string; id: string; hash: string }> {
  const id = toHex(random(new Uint8Array(8)));
  const secret = toBase64Url(random(new Uint8Array(32)));
  const token = `ink_live_${await siteTag(site)}${id}_${secret}`;
  return { token, id, hash: await sha256Hex(secret) };
}

/** Takes a token apart; `null` for anything that is not one. */
export function parseToken(text: string): TokenParts | null {
  const parts = TOKEN.exec(text);
  return parts && { tag: parts[1]!, id: parts[2]!, secret: parts[3]! };
}

/** First 8 hex digits of the site's hash. */
export async function siteTag(site: string): Promise<string> {
  return (await sha256Hex(`site:${site}`)).slice(0, 8);
}

export async function sha256Hex(text: string): Promise<string> {
  return toHex(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
}

/** Compares two texts in time that does not depend on where they differ. */
export async function equalTexts(a: string, b: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const [x, y] = await Promise.all(
    [a, b].map((text) => crypto.subtle.digest('SHA-256', encoder.encode(text))),
  );
  return crypto.subtle.timingSafeEqual(x!, y!);
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
