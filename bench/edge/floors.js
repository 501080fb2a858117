// The simplest workers that do a part of the same work; see index.ts.
import { DurableObject } from 'cloudflare:workers';

export class FloorObject extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS counter (one INTEGER PRIMARY KEY, n INTEGER)');
    ctx.storage.sql.exec('INSERT OR IGNORE INTO counter VALUES (1, 0)');
  }

  increment() {
    this.ctx.storage.sql.exec('UPDATE counter SET n = n + 1');
    return true;
  }
}

let body = null;

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/parse') {
      const report = await request.json();
      return Response.json({ rows: report.rows.length }, { status: 202 });
    }
    if (pathname === '/increment') {
      await env.FLOOR.getByName('floor').increment();
      return new Response('counted');
    }
    if (pathname === '/body') {
      body ??= new Uint8Array(Number(env.BODY_BYTES)).fill(32);
      return new Response(body, { headers: { 'Content-Type': 'application/json' } });
    }
    return new Response('hello');
  },
};
