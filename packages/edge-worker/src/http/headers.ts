/** Headers that every answer carries. */
export function safeHeaders(headers: Headers): void {
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'no-referrer');
}

/** Lets pages of any origin read the answer; never with credentials. */
export function publicHeaders(headers: Headers): void {
  headers.set('Access-Control-Allow-Origin', '*');
  headers.set('Access-Control-Expose-Headers', 'ETag, Retry-After, Date');
  headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** The answer to a preflight for an open route. */
export function preflight(method: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': method,
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '86400',
    },
  });
}
