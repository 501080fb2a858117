import { fakeIo } from './fake-io.ts';

/** A rule file of the site `daily-ink`. */
export const RULES = JSON.stringify(
  { format: 1, site: 'daily-ink', segments: { buyers: { enter: { count: 'purchase', gte: 1 } } } },
  null,
  2,
);
export const ENV = { INKLING_TOKEN: 'ink_dev_secret', INKLING_EDGE: 'http://127.0.0.1:1/' };

export interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** An `Io` whose worker gives this answer. */
export function prepare(answer: (call: Call) => Response, env: { [name: string]: string } = ENV) {
  const calls: Call[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const call = { url: String(url), init };
    calls.push(call);
    return answer(call);
  };
  return {
    calls,
    io: fakeIo({ 'rules.json': RULES }, { env, fetch: fetch as typeof globalThis.fetch }),
  };
}
