import { EDGE_COOKIE, edgeTokens, readEdgeCookie } from '@inkling/engine/edge';
import { fillSlots } from './fill-slots.ts';
import type { HeldRules } from './hold-rules.ts';

/** What stands in front of an origin is made of. */
export interface FrontParts {
  /** Asks the origin. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly rules: HeldRules;
  /** Where written pages are kept; `null` for nowhere. */
  readonly cache: Cache | null;
  /** Ms since the epoch. */
  readonly now: () => number;
  /** Random text, letters and digits, a new one each time. */
  readonly newMark: () => string;
}

/** Longer pages are not taken apart, characters. */
const MOST_CHARS = 4_000_000;

/**
 * Answers a request for a page of the site as its origin does, with the slots filled for the
 * segments that the visitor's cookie tells. Whatever goes wrong here, the origin's own page comes.
 *
 * @param later - Takes work that the answer does not wait for.
 */
export async function answerPage(
  request: Request,
  { fetch, rules, cache, now, newMark }: FrontParts,
  later: (work: Promise<unknown>) => void,
): Promise<Response> {
  const claimed = readEdgeCookie(request.headers.get('Cookie'));
  if (claimed.length === 0 || request.method !== 'GET') return fetch(request);
  const bare = withoutCookie(request);
  const bundle = await rules(later).catch(() => null);
  const { pathname } = new URL(request.url);
  const program = bundle?.program;
  const tokens = program ? edgeTokens(program, { path: pathname, claimed, now: now() }) : [];
  if (!program || !bundle || tokens.length === 0) return fetch(bare);

  const isShared = !request.headers.has('Authorization');
  const key = keyOf(request.url, bundle.seq, tokens);
  const kept = isShared ? await cache?.match(key).catch(() => undefined) : undefined;
  if (kept) return asPrivate(kept);

  // A page that the browser holds already would come back as it is at the origin.
  for (const name of ['If-None-Match', 'If-Modified-Since']) bare.headers.delete(name);
  const page = await fetch(bare);
  if (!isPage(page)) return page;
  const html = await page.text();
  if (html.length > MOST_CHARS) return new Response(html, page);
  const filled = await fillSlots(html, { program, tokens }, newMark()).catch(() => null);
  if (filled === null) return new Response(html, page);
  const written = rewritten(filled, page);
  const seconds = isShared && cache ? sharedSeconds(page) : 0;
  if (seconds > 0) {
    const copy = new Response(filled, written);
    copy.headers.set('Cache-Control', `public, max-age=${seconds}`);
    later(cache!.put(key, copy).catch(() => {}));
  }
  return asPrivate(written);
}

/** The request without our cookie, which is none of the origin's business. */
function withoutCookie(request: Request): Request {
  const bare = new Request(request);
  const cookies = (request.headers.get('Cookie') ?? '')
    .split(';')
    .filter((pair) => pair.trim().split('=')[0] !== EDGE_COOKIE);
  if (cookies.length > 0) bare.headers.set('Cookie', cookies.join(';').trim());
  else bare.headers.delete('Cookie');
  return bare;
}

/** Equal for all visitors to whom the page looks the same; new rules make new pages. */
function keyOf(url: string, seq: number, tokens: readonly string[]): string {
  const key = new URL(url);
  key.searchParams.append(EDGE_COOKIE, `${seq}.${tokens.join('.')}`);
  return key.href;
}

/** Whether an answer is a whole page whose letters are surely read as they are meant. */
function isPage({ status, headers }: Response): boolean {
  return (
    status === 200 &&
    /^text\/html\s*;\s*charset="?utf-8"?$/i.test(headers.get('Content-Type') ?? '')
  );
}

function rewritten(html: string, page: Response): Response {
  const response = new Response(html, page);
  // They tell of the origin's bytes.
  for (const name of ['ETag', 'Last-Modified', 'Content-Length', 'Content-Encoding', 'Age']) {
    response.headers.delete(name);
  }
  return response;
}

/** Seconds for which caches that many visitors share may keep what the origin sent; 0 for none. */
function sharedSeconds({ headers }: Response): number {
  const control = headers.get('Cache-Control') ?? '';
  const vary = headers.get('Vary') ?? '';
  if (/private|no-store|no-cache/i.test(control) || headers.has('Set-Cookie')) return 0;
  // Our key knows of nothing else that the page might vary by.
  if (vary.split(',').some((name) => !/^\s*(accept-encoding\s*)?$/i.test(name))) return 0;
  const age = Number(headers.get('Age') ?? 0);
  const most = /s-maxage=(\d+)/i.exec(control) ?? /max-age=(\d+)/i.exec(control);
  return Math.max(0, Number(most?.[1] ?? 0) - age);
}

/** No other cache may hand it to somebody else, nor the browser after a change. */
function asPrivate(page: Response): Response {
  const response = new Response(page.body, page);
  response.headers.set('Cache-Control', 'private, no-cache');
  return response;
}
