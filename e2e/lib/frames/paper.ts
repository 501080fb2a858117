import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Listening, listen } from '../../../tools/lib/listen.ts';
import { root } from '../../../tools/lib/root.ts';
import type { Stack } from '../../../tools/stack/start-stack.ts';
import type { SetUp } from './set-up.ts';
import { watchFrames } from './watch-frames.ts';

/** How long a page is watched after it has loaded, ms. */
const WATCH_MS = 300;
/** The variant for politics readers, the default, and what stands below both. */
const PARTS = ['.desk-led', '.desk:not(.desk-led)', '.front-offers'] as const;
/** Colours that no other part of the page has, so that a picture of it tells the variant. */
export const MARKS = { right: [0, 255, 0], wrong: [255, 0, 255] } as const;
const rgb = (colour: readonly number[]): string => `rgb(${colour.join()})`;
const MARKING = `<style>${PARTS[0]} { background: ${rgb(MARKS.right)} !important }
${PARTS[1]} { background: ${rgb(MARKS.wrong)} !important }</style>`;

/** Where the demo has its boot script: before its styles. */
const PLACE = '<!-- set-up -->';

/** The demo's front page with one set-up after the other, at `/0/`, `/1/` and so on. */
export interface Paper extends Listening {
  /** Address of a set-up's page. */
  page(setUp: SetUp): string;
}

/**
 * Serves the demo's front page on loopback, once for each set-up. The pages have no Content
 * Security Policy, under which not all of them could run, and each watches its own frames.
 */
export async function startPaper({ demoUrl }: Stack, setUps: readonly SetUp[]): Promise<Paper> {
  const front = stripped(await (await fetch(`${demoUrl}/`)).text());
  const files = Object.assign({}, ...setUps.map((one) => one.files ?? {})) as Record<
    string,
    readonly [string, string]
  >;
  const server = createServer(async ({ url = '' }, response) => {
    const { pathname } = new URL(url, demoUrl);
    const setUp = setUps[Number(/^\/(\d+)\/$/.exec(pathname)?.[1])];
    const file = files[pathname];
    if (setUp) send(response, 'text/html', page(front, setUp), 'no-cache');
    else if (file) send(response, file[0], file[1], 'max-age=3600');
    else await pass(`${demoUrl}${url}`, response);
  });
  const listening = await listen(server);
  return { ...listening, page: (setUp) => `${listening.url}/${setUps.indexOf(setUp)}/` };
}

/** The boot script that the worker serves and the demo has inline. */
export function builtBoot(): string {
  return readFileSync(join(root, 'packages/sdk/dist/boot.js'), 'utf8');
}

function stripped(html: string): string {
  const page = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replace(/<script>[\s\S]*?<\/script>\n?/, PLACE)
    .replace(/<script async [^>]*data-site[^>]*><\/script>\n?/, '');
  if (/data-site|inkling:boot/.test(page)) throw new Error('The front page still has us on it.');
  return page;
}

function page(front: string, { head }: SetUp): string {
  const args = [...PARTS, WATCH_MS].map((one) => JSON.stringify(one));
  const watch = `<script>(${watchFrames})(${args.join()})</script>`;
  return front
    .replace('<meta charset="utf-8">', (meta) => meta + watch)
    .replace(PLACE, () => head)
    .replace('</head>', () => `${MARKING}</head>`);
}

function send(response: ServerResponse, type: string, text: string, cache: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': cache });
  response.end(text);
}

async function pass(url: string, response: ServerResponse): Promise<void> {
  const answer = await fetch(url);
  const headers = { 'content-type': answer.headers.get('content-type') ?? 'text/plain' };
  response.writeHead(answer.status, { ...headers, 'cache-control': 'max-age=3600' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
