import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishDemo } from '../stack/demo-site.ts';

/** What the pretended edge answers, by `METHOD path`. */
type Answers = Record<string, { status: number; body?: object }>;

const DAY = new Date().toISOString().slice(0, 10);
const METRICS = `GET /v1/sites/daily-ink/metrics?from=${DAY}&to=${DAY}`;
const SITE = 'POST /v1/sites';
const TOKEN = 'POST /v1/sites/daily-ink/tokens';
const RULES = 'PUT /v1/sites/daily-ink/rules';

let storage = '';
let server: Server;
let url = '';
let answers: Answers = {};
let asked: string[] = [];

beforeEach(async () => {
  storage = mkdtempSync(join(tmpdir(), 'inkling-site-'));
  asked = [];
  server = createServer((request, response) => {
    const name = `${request.method} ${request.url}`;
    asked.push(name);
    const { status, body } = answers[name] ?? { status: 500 };
    response.writeHead(status).end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(storage, { recursive: true, force: true });
});

test('creates the site once, keeps its token to itself, and publishes each time', async () => {
  answers = {
    [SITE]: { status: 201, body: { token: 't1' } },
    [RULES]: { status: 200 },
    [METRICS]: { status: 200 },
  };
  expect(await publishDemo(url, storage, '{}')).toBe('t1');
  expect(asked).toEqual([SITE, RULES]);
  expect(statSync(join(storage, 'site-token')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(storage, 'bootstrap-token'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);

  asked = [];
  expect(await publishDemo(url, storage, '{}')).toBe('t1');
  expect(asked).toEqual([METRICS, RULES]);
});

test('asks for a new token when the site is there and the token is lost or refused', async () => {
  answers = {
    [SITE]: { status: 409 },
    [TOKEN]: { status: 201, body: { token: 't2' } },
    [RULES]: { status: 200 },
    [METRICS]: { status: 401 },
  };
  expect(await publishDemo(url, storage, '{}')).toBe('t2');
  expect(asked).toEqual([SITE, TOKEN, RULES]);
  asked = [];
  expect(await publishDemo(url, storage, '{}')).toBe('t2');
  expect(asked).toEqual([METRICS, SITE, TOKEN, RULES]);
});

test('says what the edge said when it refuses the rules', async () => {
  answers = {
    [SITE]: { status: 201, body: { token: 't' } },
    [RULES]: { status: 422, body: { path: 'segments.a', detail: 'no' } },
  };
  await expect(publishDemo(url, storage, '{}')).rejects.toThrow(
    'The edge would not publish demo/rules.json: 422 {"path":"segments.a","detail":"no"}',
  );
});
