import { CliError, type CliErrorCode } from '../errors.ts';
import type { Io } from '../io.ts';

/** The worker to talk to, from flags and environment. */
export interface Edge {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string;
}

/** One call of the worker's API. */
export interface EdgeCall {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below the worker's address, beginning with a slash. */
  readonly path: string;
  /** JSON. */
  readonly body?: string;
  readonly headers?: { readonly [name: string]: string };
  /** Set where a 404 is an answer: `null`. */
  readonly mayLack?: true;
}

const TIMEOUT_MS = 30_000;

/**
 * Finds the worker: `--edge`, else `INKLING_EDGE`; the token only in `INKLING_TOKEN`, since what
 * stands on a command line is read by every process of the machine.
 *
 * @throws {@link CliError} `usage` for no or a bad address, `auth` for no token.
 */
export function findEdge(flag: string | undefined, { env }: Io): Edge {
  const address = flag ?? env.INKLING_EDGE;
  if (!address) throw new CliError('usage', 'Name the worker: --edge URL, or INKLING_EDGE.');
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new CliError('usage', `"${address}" is no http(s) address.`);
  }
  const token = env.INKLING_TOKEN;
  if (!token) throw new CliError('auth', 'Set INKLING_TOKEN to a token of the site.');
  return { url: address.replace(/\/+$/, ''), token };
}

/**
 * Calls the worker.
 *
 * @returns The answer's JSON; `null` for none.
 * @throws {@link CliError} `network` when no answer or a 5xx came, `auth` for 401 and 403,
 *   `conflict` for 409 and 412, `refused` for any other refusal; the worker's words and path kept.
 */
export async function callEdge(edge: Edge, call: EdgeCall, io: Io): Promise<unknown> {
  const response = await send(edge, call, io);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  if (call.mayLack && response.status === 404) return null;
  const { detail, path } = (answer ?? {}) as { readonly detail?: unknown; readonly path?: unknown };
  const reason = typeof detail === 'string' ? detail : response.statusText;
  const place = typeof path === 'string' && path !== '' ? { path } : {};
  throw new CliError(codeOf(response.status), `${reason} (HTTP ${response.status})`, place);
}

async function send(
  edge: Edge,
  { method, path, body, headers }: EdgeCall,
  io: Io,
): Promise<Response> {
  try {
    return await io.fetch(`${edge.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
        Authorization: `Bearer ${edge.token}`,
        Accept: 'application/json',
      },
      ...(body !== undefined && { body }),
      // A redirect to elsewhere would carry the token along.
      redirect: 'error',
      signal: AbortSignal.any([io.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (cause) {
    const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    const reason = inner instanceof Error ? inner.message : String(inner);
    throw new CliError('network', `no answer from ${edge.url}: ${reason}`, {}, { cause });
  }
}

function codeOf(status: number): CliErrorCode {
  if (status === 401 || status === 403) return 'auth';
  if (status === 409 || status === 412) return 'conflict';
  return status === 429 || status >= 500 ? 'network' : 'refused';
}
