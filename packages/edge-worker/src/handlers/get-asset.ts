import type { Call } from '../context.ts';
import { HttpError } from '../http/http-error.ts';

/** What the dashboard may do: load and ask its own origin, and nothing else. */
const DASHBOARD_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** A folder named by a hash of all that is in it. */
const VERSIONED = /^\/v1\/[0-9a-f]{16}\//;

/**
 * `GET /v1/…`: the built SDK, for any page to load. `/v1/sdk.js` moves with every release;
 * `/v1/HASH/sdk.js` never changes, and `/v1/sri.json` holds the newest hash and, for each file,
 * what goes into a tag's `integrity`.
 */
export async function getSdk(call: Call): Promise<Response> {
  const versioned = VERSIONED.test(new URL(call.request.url).pathname);
  return fetchAsset(call, {
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': versioned
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=300, stale-while-revalidate=86400',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Timing-Allow-Origin': '*',
  });
}

/** `GET /dashboard/…`: the page that marketers use. */
export async function getDashboard(call: Call): Promise<Response> {
  return fetchAsset(call, {
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': DASHBOARD_CSP,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  });
}

/** @throws {@link HttpError} 404 `not-found`. */
async function fetchAsset(
  { request, env }: Call,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  // Without bindings to files, as in a bare workerd, there are none.
  const found = await env.ASSETS?.fetch(request);
  if (!found || found.status === 404) {
    throw new HttpError(404, 'not-found', 'There is no such file.');
  }
  const response = new Response(found.body, found);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
