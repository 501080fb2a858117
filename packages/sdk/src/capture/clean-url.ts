/** What of an address may be stored. */
export interface CleanUrl {
  /** Path with emails, tokens and long ids replaced; a hash route is part of it. */
  readonly path: string;
  /** The query keys that are allowed, cleaned likewise; `undefined` when there are none. */
  readonly query: Readonly<Record<string, string>> | undefined;
}

const EMAIL = /[^\s/?&=,:;<>()"']+(@|%40)[^\s/?&=,:;<>()"']+\.[a-z]{2,}/gi;
const ID = /\b[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}\b|\+?\d([-. ]?\d){8,}/gi;
/** Where letters turn to digits or capitals, or back. */
const TURN = /[a-z](?=[\dA-Z])|[A-Z](?=\d)|\d(?=[a-zA-Z])/g;
const LEAST_TOKEN_CHARS = 16;
const LEAST_TOKEN_TURNS = 5;

/** Replaces email addresses, in any text that a site hands us. */
export function cleanText(text: string): string {
  return text.replace(EMAIL, '(email)');
}

/** Replaces in one part of an address, or one short text, what could name somebody: emails, ids, tokens. */
export function cleanPart(part: string): string {
  let plain = part;
  try {
    plain = decodeURIComponent(part);
  } catch {
    // A stray percent sign: the text as it is will do.
  }
  const safe = cleanText(plain).replace(ID, '(id)');
  // A word with many turns was made by a machine; headlines keep letters and digits apart.
  const turns = safe.match(TURN)?.length ?? 0;
  return /^eyJ/.test(safe) || (safe.length >= LEAST_TOKEN_CHARS && turns >= LEAST_TOKEN_TURNS)
    ? '(token)'
    : safe;
}

/**
 * Strips an address to what may be stored: the path, and campaign keys plus those the site allows.
 *
 * @param href - Absolute.
 * @param allowed - Query keys to keep besides `utm_*`.
 */
export function cleanUrl(href: string, allowed: readonly string[]): CleanUrl {
  const { hash, pathname, searchParams } = new URL(href);
  const route = /^#[/!][^?]*/.exec(hash)?.[0] ?? '';
  let query: Record<string, string> | undefined;
  for (const [key, value] of searchParams) {
    if (/^utm_[a-z]+$/.test(key) || allowed.includes(key)) {
      query = { ...query, [key]: cleanPart(value) };
    }
  }
  return { path: (pathname + route).split('/').map(cleanPart).join('/'), query };
}

/** The origin of a referrer on another site; `undefined` for none, for our own, or a broken one. */
export function cleanReferrer(referrer: string, origin: string): string | undefined {
  const from = referrer && new URL(referrer).origin;
  return from.startsWith('http') && from !== origin ? from : undefined;
}
