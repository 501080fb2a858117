/** Stable names for what can be wrong with a request; programs branch on these. */
export type HttpErrorCode =
  | 'bad-body'
  | 'bad-encoding'
  | 'bad-query'
  | 'bad-report'
  | 'bad-request'
  | 'bad-rules'
  | 'body-too-large'
  | 'conflict'
  | 'day-out-of-range'
  | 'forbidden'
  | 'gone'
  | 'internal'
  | 'method-not-allowed'
  | 'no-rules'
  | 'not-found'
  | 'other-request'
  | 'overloaded'
  | 'precondition-failed'
  | 'precondition-required'
  | 'reports-off'
  | 'too-many-requests'
  | 'unauthorized'
  | 'unknown-arm'
  | 'unknown-conversion'
  | 'unknown-segment'
  | 'unknown-signal'
  | 'unknown-site'
  | 'wrong-mode';

/** Thrown by handlers; the app answers with `application/problem+json`. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: HttpErrorCode;
  /** Where in the body, if anywhere. */
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the problem document. */
  readonly more: Readonly<Record<string, unknown>>;

  /** @param detail - For people; holds nothing of the request's body but ids of rules. */
  constructor(
    status: number,
    code: HttpErrorCode,
    detail: string,
    {
      path,
      headers = {},
      more = {},
      ...options
    }: ErrorOptions & {
      path?: string;
      headers?: Readonly<Record<string, string>>;
      more?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(detail, options);
    this.status = status;
    this.code = code;
    this.path = path;
    this.headers = headers;
    this.more = more;
  }
}

const TITLES: { readonly [status: number]: string } = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  428: 'Precondition required',
  429: 'Too many requests',
  503: 'Service unavailable',
};

/** The problem document (RFC 9457) for an error. */
export function toProblem(error: HttpError): Response {
  const { status, code, message: detail, path, headers, more } = error;
  const body = {
    type: `urn:inkling:problem:${code}`,
    title: TITLES[status] ?? 'Error',
    status,
    code,
    detail,
    ...(path === undefined ? {} : { path }),
    ...more,
  };
  return Response.json(body, {
    status,
    headers: {
      'Cache-Control': 'no-store',
      ...headers,
      'Content-Type': 'application/problem+json',
    },
  });
}
