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

/** `GET /v1/*.js`: the built SDK, for any page to load. */
export async function getSdk(call: Call): Promise<Response> {
  return fetchAsset(call, {
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'public, max-age=300, stale-while-revalidate=86400',
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
  const found = await env.ASSETS.fetch(request);
  if (found.status === 404) throw new HttpError(404, 'not-found', 'There is no such file.');
  const response = new Response(found.body, found);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
