/** One request of Inkling's, as it was seen. */
export interface SeenRequest {
  /** Ms since the epoch. */
  readonly t: number;
  readonly method: string;
  readonly url: string;
  /** What was sent, to the byte; `null` for nothing; `undefined` where it was not seen. */
  readonly body: string | null | undefined;
  /** The answer's status; `undefined` while there is none. */
  status?: number | undefined;
}

/** What has been seen so far, and how to stop looking. */
export interface RequestWatch {
  readonly seen: readonly SeenRequest[];
  stop(): void;
}

/**
 * Watches what goes to one origin. What `fetch` sends from now on is seen whole, on its way through;
 * of earlier requests, and of scripts, the browser tells the address alone.
 *
 * @param edge - Origin or address that the requests begin with.
 */
export function watchRequests(win: Window & typeof globalThis, edge: string): RequestWatch {
  const { performance, fetch: real } = win;
  const seen: SeenRequest[] = [];
  const start = performance.now();
  const observer = new win.PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const { name, startTime, initiatorType } = entry;
      const isSeen = initiatorType === 'fetch' && startTime >= start;
      if (!name.startsWith(edge) || isSeen) continue;
      const isReport = /\/reports$/.test(name);
      seen.push({
        t: Math.round(performance.timeOrigin + startTime),
        method: isReport ? 'POST' : 'GET',
        url: name,
        body: isReport ? undefined : null,
      });
    }
  });
  observer.observe({ type: 'resource', buffered: true });
  const watched: typeof fetch = async (input, init) => {
    const url = input instanceof win.Request ? input.url : `${input}`;
    if (!url.startsWith(edge)) return real.call(win, input, init);
    const { method = 'GET', body = null } = init ?? {};
    const request: SeenRequest = {
      t: Date.now(),
      method,
      url,
      body: body === null || typeof body === 'string' ? body : undefined,
    };
    seen.push(request);
    const answer = await real.call(win, input, init);
    request.status = answer.status;
    return answer;
  };
  win.fetch = watched;
  return {
    seen,
    stop() {
      observer.disconnect();
      if (win.fetch === watched) win.fetch = real;
    },
  };
}
