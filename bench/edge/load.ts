import autocannon from 'autocannon';

/** What one kind of request came to. */
export interface Load {
  /** Mean requests a second. */
  readonly perSecond: number;
  readonly p50Ms: number;
}

/** How to ask. */
export interface LoadOptions {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  /** The next body, called once a request. */
  readonly body?: () => string;
  readonly connections?: number;
  readonly seconds?: number;
  /** The only status that counts; any other fails the bench. */
  readonly status: number;
}

/**
 * Asks as fast as answers come.
 *
 * @throws Error when an answer has another status, or none came.
 */
export async function load(options: LoadOptions): Promise<Load> {
  const { url, method = 'GET', headers = {}, body, connections = 16, seconds = 4 } = options;
  const result = await autocannon({
    ...{ url, connections, duration: seconds },
    requests: [
      {
        method,
        headers,
        ...(body && { setupRequest: (request: object) => ({ ...request, body: body() }) }),
      },
    ],
  });
  const codes = Object.keys(result.statusCodeStats ?? {});
  if (result.errors > 0 || codes.length !== 1 || codes[0] !== String(options.status)) {
    const seen = JSON.stringify(result.statusCodeStats);
    throw new Error(
      `${method} ${url}: wanted ${options.status}, got ${seen}, ${result.errors} errors`,
    );
  }
  return { perSecond: result.requests.average, p50Ms: result.latency.p50 };
}
