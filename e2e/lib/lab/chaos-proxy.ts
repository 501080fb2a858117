import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Listening, listen } from '../../../tools/lib/listen.ts';

/** What of the edge is disturbed. */
export type Part = 'script' | 'rules' | 'kill' | 'reports' | 'all';

/** One disturbance between browser and edge. */
export interface Chaos {
  readonly part: Part;
  /**
   * `refuse` cuts the connection before the edge hears anything, `drop-answer` after it has done
   * its work; `hang` never answers; `delay` holds the answer up; `answer` gives another one.
   */
  readonly how: 'refuse' | 'drop-answer' | 'hang' | 'delay' | 'answer';
  /** How many requests are disturbed; all unless stated. */
  readonly times?: number;
  readonly ms?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Body of the other answer; `half` for the first half of the true one. */
  readonly body?: string;
}

/** One request that came by. */
export interface Exchange {
  readonly part: Part;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly at: number;
  /** What the edge answered; `null` when it was not asked. */
  edge: { readonly status: number; readonly body: string } | null;
}

/** A proxy before the edge. */
export interface ChaosProxy extends Listening {
  readonly log: Exchange[];
  /** From now on disturbs so; `null` lets everything pass. */
  set(chaos: Chaos | null): void;
}

const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };

/** A row must not be answered from the browser's cache. */
const FRESH = { 'cache-control': 'no-cache' };

/** Starts a proxy on loopback through which everything passes until told otherwise. */
export async function startChaosProxy(edgeUrl: string): Promise<ChaosProxy> {
  const log: Exchange[] = [];
  let chaos: (Chaos & { left: number }) | null = null;
  const server = createServer(async (request, response) => {
    const exchange = await readRequest(request);
    log.push(exchange);
    const fits = chaos && [exchange.part, 'all'].includes(chaos.part) && chaos.left-- > 0;
    try {
      await handle(fits ? chaos : null, exchange, response);
    } catch {
      response.destroy();
    }
  });
  const handle = async (
    fault: Chaos | null,
    exchange: Exchange,
    response: ServerResponse,
  ): Promise<void> => {
    if (fault?.how === 'refuse') return void response.destroy();
    if (fault?.how === 'hang') return;
    if (fault?.how === 'delay') await new Promise((done) => setTimeout(done, fault.ms));
    if (fault?.how === 'answer' && fault.body !== 'half') {
      response.writeHead(fault.status ?? 200, { ...CORS, ...fault.headers }).end(fault.body);
      return;
    }
    const answer = await ask(edgeUrl, exchange);
    const body = await answer.text();
    exchange.edge = { status: answer.status, body };
    if (fault?.how === 'drop-answer') return void response.destroy();
    const kept = [...answer.headers].filter(
      ([name]) => !/^(content-(enc|len)|transfer)/.test(name),
    );
    response.writeHead(answer.status, { ...Object.fromEntries(kept), ...CORS, ...FRESH });
    response.end(fault?.body === 'half' ? body.slice(0, body.length / 2) : body);
  };
  return {
    ...(await listen(server)),
    log,
    set(next) {
      chaos = next && { ...next, left: next.times ?? Number.POSITIVE_INFINITY };
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<Exchange> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const path = request.url ?? '';
  const part = /\.js$/.test(path)
    ? 'script'
    : ((/(rules|kill)\.json$/.exec(path)?.[1] as 'rules' | 'kill' | undefined) ?? 'reports');
  return { part, method: request.method ?? '', path, body, at: Date.now(), edge: null };
}

function ask(edgeUrl: string, { method, path, body }: Exchange): Promise<Response> {
  return fetch(edgeUrl + path, {
    method,
    ...(method === 'POST' && { body, headers: { 'content-type': 'text/plain' } }),
  });
}
