import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Program, ReportMode } from '@inkling/engine';
import { createWorker } from '../src/app.ts';
import type { LogEntry } from '../src/context.ts';
import type { Env } from '../src/env.ts';

export const BOOTSTRAP = 'bootstrap-token-of-the-tests-0123456789';
export const testEnv = env as unknown as Env;
/** Noon of the tests' day, UTC. */
export const NOON = Date.parse('2026-11-23T12:00:00Z');
export const TODAY = '2026-11-23';

/** A program with what the edge looks at; `code` means nothing here. */
export function makeProgram(
  site: string,
  segments: readonly string[] = ['loyal', 'lapsed'],
): Program {
  return {
    format: 1,
    site,
    currency: 'EUR',
    session: { timeoutMs: 1_800_000, maxMs: null, newOnCampaign: false, newAtMidnight: false },
    zone: { name: 'UTC', from: [null], offsets: [0] },
    record: { types: {} },
    segments: segments.map((id) => ({ id, def: `def-${id}` })),
    conversions: [{ id: 'subscribe', matcher: 0, value: null }],
    extra: false,
    code: {} as Program['code'],
  };
}

/** An app whose clock the test holds, and a way to ask it. */
export function openApp({ compile }: { compile?: (rules: unknown, now: number) => Program } = {}) {
  const clock = { now: NOON };
  const logged: LogEntry[] = [];
  const app = createWorker({
    now: () => clock.now,
    compile: compile ?? ((rules) => rules as Program),
    log: (entry) => logged.push(entry),
  });
  async function ask(
    path: string,
    { token, ...init }: RequestInit & { token?: string | undefined } = {},
  ): Promise<Response> {
    const headers = new Headers(init.headers);
    if (token) headers.set('Authorization', `Bearer ${token}`);
    const ctx = createExecutionContext();
    const request = new Request(`https://edge.test${path}`, { ...init, headers });
    const response = await app.fetch(request, testEnv, ctx);
    await waitOnExecutionContext(ctx);
    return response;
  }
  return { ask, clock, logged };
}

export type Ask = ReturnType<typeof openApp>['ask'];

let sites = 0;

/** A site of its own for a test, with its first token and, unless told otherwise, rules. */
export async function makeSite(
  ask: Ask,
  {
    env = 'development',
    program,
    ...more
  }: { env?: string; program?: Program | null; noise?: number; reports?: ReportMode } = {},
): Promise<{ site: string; token: string }> {
  const site = `site-${sites++}-${crypto.randomUUID().slice(0, 8)}`;
  const made = await ask('/v1/sites', {
    method: 'POST',
    token: BOOTSTRAP,
    body: JSON.stringify({ site, env, ...more }),
  });
  const { token } = (await made.json()) as { token: string };
  if (program !== null) {
    const body = JSON.stringify({ ...(program ?? makeProgram(site)), site });
    await ask(`/v1/sites/${site}/rules`, { method: 'PUT', token, body });
  }
  return { site, token };
}

let ids = 0;

/** A report id of a day, new each time. */
export function makeId(day = TODAY): string {
  return `${day}.${String(ids++).padStart(22, 'A')}`;
}

export function makeRow(more: object = {}): Record<string, unknown> {
  return { day: TODAY, subject: 'loyal', def: 'def-loyal', metric: 'in', delta: 1, ...more };
}

export function makeReport(site: string, more: object = {}): Record<string, unknown> {
  return { v: 1, site, id: makeId(), rows: [makeRow()], ...more };
}

export function send(ask: Ask, site: string, report: unknown): Promise<Response> {
  const body = typeof report === 'string' ? report : JSON.stringify(report);
  return ask(`/v1/sites/${site}/reports`, { method: 'POST', body });
}

/** The metrics of a range, as cell → value. */
export async function readMetrics(
  ask: Ask,
  { site, token }: { site: string; token: string },
  [from, to]: readonly [string, string] = [TODAY, TODAY],
): Promise<Record<string, number>> {
  const response = await ask(`/v1/sites/${site}/metrics?from=${from}&to=${to}`, { token });
  const { rows } = (await response.json()) as { rows: Record<string, string | number>[] };
  return Object.fromEntries(
    rows.map((r) => [[r.day, r.subject, r.metric, r.bucket].filter(Boolean).join(' '), r.value]),
  ) as Record<string, number>;
}
