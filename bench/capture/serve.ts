import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { compileRules, parseRules } from '@inkling/rules';
import { type Listening, listen } from '../../tools/lib/listen.ts';
import { root } from '../../tools/lib/root.ts';

/** The pages of this bench, on loopback. */
export interface BenchServer extends Listening {
  /** Resolves at the next word of a page that it has been watched for long enough. */
  told(): Promise<void>;
}

const DAY_MS = 86_400_000;
/** A page that shares nothing has a clock of 5 µs; any other one of 100 µs. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const DIST = join(root, 'packages/sdk/dist');
const TEXT = '<p>What the town council decided last night was not on the agenda.</p>'.repeat(80);

const page = (head: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>A story</title>
<link rel="icon" href="data:,">${head}<body><h1>A story</h1>${TEXT}</body></html>`;

/** The same page for everyone; ours has the tag that the documentation gives. */
function pageOf(name: string): string {
  if (name !== 'inkling') return page(name && `<script async src="/${name}.js"></script>`);
  const read = (file: string): string => readFileSync(join(DIST, file), 'utf8');
  return page(`<script>${read('boot.js')}</script><script>${read('stub.js')}
inkling.ready().then(() => {
  performance.mark('ready');
  setTimeout(() => navigator.sendBeacon('/told'), 1500);
});
capture = (n) => inkling.track('read', { n });</script>
<script async src="/v1/inkling.js" data-site="daily-ink" data-edge="" data-consent="granted"
  data-recorded-from="2020-01-01"></script>`);
}

/** The demo's rules as a worker serves them, and the neighbours' as many of the simplest kind. */
function rulesFiles(): Record<string, string> {
  const file = JSON.parse(readFileSync(join(root, 'demo/rules.json'), 'utf8'));
  const names = Object.keys(file.segments);
  const bundle = {
    format: 1,
    site: 'daily-ink',
    env: 'live',
    seq: 1,
    issued: Date.now(),
    expires: Date.now() + 30 * DAY_MS,
    program: compileRules(parseRules(file)),
  };
  const each = (make: () => object): object => Object.fromEntries(names.map((n) => [n, make()]));
  const seen = { type: 'EVT', event: { op: '=', rhs: 'page_view' } };
  const signal = { str: 1, cap: 100, dur: 'p', crit: { type: 'G', op: '&', clauses: [seen] } };
  const rule = { condition: { page_view: { $gte: 1 } }, force: true };
  return {
    '/v1/sites/daily-ink/rules.json': JSON.stringify(bundle),
    '/uniform.json': JSON.stringify({ project: { pz: { sig: each(() => signal) } } }),
    '/api/features/bench': JSON.stringify({
      features: each(() => ({ defaultValue: false, rules: [rule] })),
    }),
  };
}

/** @param scripts - By name, what `/NAME.js` answers. */
export async function serveBench(scripts: Readonly<Record<string, string>>): Promise<BenchServer> {
  const rules = rulesFiles();
  let onTold = (): void => {};
  const answer = (path: string): readonly [type: string, body: string] | undefined => {
    if (path in rules) return ['application/json', rules[path]!];
    const [, name = '', chunk = ''] = /^\/(?:v1\/)?([\w-]+)(\.js)?$/.exec(path) ?? [];
    if (path.startsWith('/page/')) return ['text/html', pageOf(path.slice(6))];
    if (!chunk) return undefined;
    return ['text/javascript', scripts[name] ?? readFileSync(join(DIST, `${name}.js`), 'utf8')];
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    if (pathname === '/told') onTold();
    const found = request.method === 'GET' ? answer(pathname) : undefined;
    const [type, body] = found ?? ['application/json', '{"status":1}'];
    const cache = type === 'text/javascript' ? { 'Cache-Control': 'max-age=3600' } : {};
    response.writeHead(200, { ...HEADERS, ...cache, 'Content-Type': `${type}; charset=utf-8` });
    response.end(body);
  });
  return {
    ...(await listen(server)),
    told: () =>
      new Promise((resolve) => {
        onTold = resolve;
      }),
  };
}
