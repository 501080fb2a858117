import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';

/** What the server needs to know. */
export interface ServeOptions {
  /** A folder that `demo/build.ts` wrote. */
  readonly dir: string;
  /** Port on loopback; 0 for any free one. */
  readonly port: number;
}

/** A running server. */
export interface DemoServer {
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** Stops listening and cuts open connections. */
  readonly close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/**
 * Serves the built paper on loopback, as a plain static host would.
 *
 * Pages are revalidated, files under `/assets/` carry a hash and are kept for good; both come with
 * the policy that the build wrote. A path that leads nowhere gets the 404 page.
 *
 * @throws `Error` (EADDRINUSE) when the port is taken.
 */
export async function startDemoServer({ dir, port }: ServeOptions): Promise<DemoServer> {
  const root = resolve(dir);
  const policy = join(root, '_csp.txt');
  const csp = existsSync(policy) ? `${readFileSync(policy, 'utf8')}; frame-ancestors 'none'` : '';
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    answer({ root, csp, path: pathOf(request.url), head: request.method === 'HEAD' }, response);
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail).listen(port, '127.0.0.1', done);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Wanted {
  readonly root: string;
  readonly csp: string;
  /** `null` for a path that cannot be read. */
  readonly path: string | null;
  readonly head: boolean;
}

function answer({ root, csp, path, head }: Wanted, response: ServerResponse): void {
  if (path !== null && isFolder(root, path) && !path.endsWith('/')) {
    response.writeHead(301, { Location: `${path}/` }).end();
    return;
  }
  const found = path === null ? null : fileOf(root, path);
  const file = found ?? join(root, '404.html');
  if (!existsSync(file)) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  response.writeHead(found === null ? 404 : 200, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Length': statSync(file).size,
    'Cache-Control': path?.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    ...(csp !== '' && { 'Content-Security-Policy': csp }),
  });
  if (head) response.end();
  else createReadStream(file).pipe(response);
}

function pathOf(url = '/'): string | null {
  try {
    return decodeURIComponent(new URL(url, 'http://host').pathname);
  } catch {
    return null;
  }
}

function isFolder(root: string, path: string): boolean {
  const full = join(root, path);
  return inside(root, full) && existsSync(full) && statSync(full).isDirectory();
}

/** The file that a path names; `null` for none, for a private one, and for one outside the folder. */
function fileOf(root: string, path: string): string | null {
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  const hidden = file.includes(`${sep}_`) || file.includes('\0');
  return !hidden && inside(root, file) && existsSync(file) ? file : null;
}

function inside(root: string, file: string): boolean {
  return file === root || file.startsWith(root + sep);
}
