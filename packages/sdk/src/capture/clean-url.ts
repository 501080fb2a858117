/** What of an address may be stored. */
export interface CleanUrl {
  /** Path with emails, tokens and long ids replaced; a hash route is part of it. */
  readonly path: string;
  /** The query keys that are allowed, cleaned likewise; `undefined` when there are none. */
  readonly query: Readonly<Record<string, string>> | undefined;
}

const EMAIL = /[^\s/?&=:;,<>"'()]+(?:@|%40)[^\s/?&=:;,<>"'()]+\.[a-z]{2,}/gi;
const UUID = /[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}/gi;
const LONG_NUMBER = /\+?\d(?:[-. ]?\d){8,}/g;
const CAMPAIGN = /^utm_[a-z]+$/;
const LEAST_TOKEN_CHARS = 16;
const LEAST_TOKEN_TURNS = 5;

/** Replaces email addresses, in any text that a site hands us. */
export function cleanText(text: string): string {
  return text.replace(EMAIL, '(email)');
}

/**
 * A word that changes between letters, digits and capitals many times was made by a machine;
 * headlines in a path keep letters and digits apart.
 */
function isToken(part: string): boolean {
  const turns = part.match(/[a-z](?=[\dA-Z])|[A-Z](?=\d)|\d(?=[a-zA-Z])/g) ?? [];
  return part.length >= LEAST_TOKEN_CHARS && turns.length >= LEAST_TOKEN_TURNS;
}

function cleanPart(part: string): string {
  let plain = part;
  try {
    plain = decodeURIComponent(part);
  } catch {
    // A stray percent sign: the text as it is will do.
  }
  const safe = cleanText(plain).replace(UUID, '(id)').replace(LONG_NUMBER, '(id)');
  return isToken(safe) || safe.startsWith('eyJ') ? '(token)' : safe;
}

/**
 * Strips an address to what may be stored: the path, and campaign keys plus those the site allows.
 *
 * @param href - Absolute.
 * @param allowed - Query keys to keep besides `utm_*`.
 */
export function cleanUrl(href: string, allowed: readonly string[]): CleanUrl {
  const url = new URL(href);
  const route = url.hash.startsWith('#/') || url.hash.startsWith('#!') ? url.hash : '';
  const path = (url.pathname + route.split('?')[0]).split('/').map(cleanPart).join('/');
  const query: Record<string, string> = {};
  for (const [key, value] of url.searchParams) {
    if (CAMPAIGN.test(key) || allowed.includes(key)) query[key] = cleanPart(value);
  }
  return { path, query: Object.keys(query).length ? query : undefined };
}

/** The origin of a referrer on another site; `undefined` for none, for our own, or a broken one. */
export function cleanReferrer(referrer: string, origin: string): string | undefined {
  const [, scheme, host] = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#]+)/.exec(referrer) ?? [];
  const from = scheme && `${scheme}${host}`;
  return from === origin ? undefined : from;
}
