import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildForEdge } from '../../tools/stack/build-all.ts';
import { freePort } from '../../tools/stack/free-port.ts';
import { startEdge } from '../../tools/stack/start-edge.ts';
import { servePage } from './serve-page.ts';

/** A worker with one live site, and a page of that site whose tag names the root key. */
export interface SignedSite {
  readonly pageUrl: string;
  /** The site's address at the worker, with a slash at the end. */
  readonly siteUrl: string;
  /** Asks an admin route. @throws Error with the worker's answer when it refuses. */
  admin(
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const SITE = 'signed';
const BOOTSTRAP = randomBytes(32).toString('hex');

/** Rules with one segment, which everybody enters with the first view. */
export function oneSegment(id: string): object {
  const enter = { count: 'page_view', within: '7d', gte: 1 };
  return { format: 1, site: SITE, timezone: 'UTC', segments: { [id]: { name: id, enter } } };
}

/** Starts both on free ports. */
export async function startSignedSite(): Promise<SignedSite> {
  const storage = await mkdtemp(join(tmpdir(), 'inkling-signed-'));
  await buildForEdge(() => {});
  const port = await freePort(0);
  const edge = await startEdge({ port, storage, vars: { INKLING_BOOTSTRAP_TOKEN: BOOTSTRAP } });
  let token = BOOTSTRAP;
  const ask = async (method: string, path: string, body?: object, more = {}) => {
    const headers = { Authorization: `Bearer ${token}`, ...more };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${edge.url}/v1/sites${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text || '{}') as Record<string, unknown>;
  };
  const made = await ask('POST', '', { site: SITE, env: 'live' });
  token = `${made.token}`;
  await ask('PUT', `/${SITE}/rules`, oneSegment('first'));
  const tag = `src="${edge.url}/v1/sdk.js" data-site="${SITE}" data-edge="${edge.url}" data-key="${made.root}"`;
  const page = await servePage(
    `<!doctype html><html lang="en"><title>Signed</title><link rel="icon" href="data:,"><script src="${edge.url}/v1/boot.js"></script><p>Text<script async ${tag} data-consent="granted"></script></html>`,
  );
  return {
    pageUrl: `${page.url}/`,
    siteUrl: `${edge.url}/v1/sites/${SITE}/`,
    admin: (method, path, body, headers) => ask(method, `/${SITE}/${path}`, body, headers),
    async close() {
      await page.close();
      await edge.close();
      await rm(storage, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
