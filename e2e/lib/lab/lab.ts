import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../../tools/lib/listen.ts';
import { buildForEdge } from '../../../tools/stack/build-all.ts';
import { bootstrapToken, publishDemo } from '../../../tools/stack/demo-site.ts';
import { startEdge } from '../../../tools/stack/start-edge.ts';
import { type ChaosProxy, startChaosProxy } from './chaos-proxy.ts';
import { labPage, type PageOptions } from './lab-page.ts';
import { LAB_RULES } from './lab-rules.ts';

/** A site of its own: fresh origins for pages and edge, so that nothing is stored there yet. */
export interface Room {
  readonly edge: ChaosProxy;
  /** Origin of the pages, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Address of a page; `host` where it is not 127.0.0.1. */
  page(path: string, options?: PageOptions, host?: string): string;
  /** What pages have told the witness by `POST /witness`, in order. */
  readonly witness: string[];
  /** How often a page has come to a point where it stands still until it is ended. */
  stops(): number;
  close(): Promise<void>;
}

/** A worker with the lab's rules. */
export interface Lab {
  /** The worker's own address. */
  readonly edgeUrl: string;
  readonly token: string;
  /** Publishes the rules again, as a newer version. */
  publish(): Promise<void>;
  room(): Promise<Room>;
  close(): Promise<void>;
}

/** Builds what has changed and starts a worker with {@link LAB_RULES}. */
export async function startLab(): Promise<Lab> {
  await buildForEdge(() => {});
  const storage = await mkdtemp(join(tmpdir(), 'inkling-lab-'));
  const vars = { INKLING_BOOTSTRAP_TOKEN: bootstrapToken(storage) };
  const edge = await startEdge({ port: 0, storage: join(storage, 'edge'), vars });
  let versions = 0;
  const publish = () => {
    versions += 1;
    const { segments } = LAB_RULES;
    const version = { [`version-${versions}`]: { ...segments.seen, name: `Version ${versions}` } };
    const rules = { ...LAB_RULES, segments: { ...segments, ...version } };
    return publishDemo(edge.url, storage, JSON.stringify(rules));
  };
  return {
    edgeUrl: edge.url,
    token: await publish(),
    async publish() {
      await publish();
    },
    room: () => startRoom(edge.url),
    async close() {
      await edge.close();
      await rm(storage, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startRoom(edgeUrl: string): Promise<Room> {
  const edge = await startChaosProxy(edgeUrl);
  const witness: string[] = [];
  let stops = 0;
  const onStop = (): void => {
    stops += 1;
  };
  const pages = await listen(pageServer(edge.url, witness, onStop));
  return {
    edge,
    url: pages.url,
    port: pages.port,
    page(path, options = {}, host = '127.0.0.1') {
      const query = encodeURIComponent(JSON.stringify(options));
      return `http://${host}:${pages.port}${path}?o=${query}`;
    },
    witness,
    stops: () => stops,
    async close() {
      await Promise.all([pages.close(), edge.close()]);
    },
  };
}

function pageServer(edgeUrl: string, witness: string[], onStop: () => void): Server {
  return createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://lab');
    if (pathname === '/witness') {
      let said = '';
      for await (const chunk of request) said += chunk;
      witness.push(said);
      response.writeHead(204).end();
    } else if (pathname === '/stopped') {
      onStop();
    } else {
      const options = JSON.parse(searchParams.get('o') ?? '{}') as PageOptions;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (pathname === '/lab/cleared') response.setHeader('clear-site-data', '"storage"');
      response.end(labPage(edgeUrl, options));
    }
  });
}
