import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../stack/free-port.ts';

const open: Server[] = [];

afterEach(() => Promise.all(open.splice(0).map((s) => new Promise((done) => s.close(done)))));

test('gives the wanted port when it is free', async () => {
  const port = await freePort(0);
  expect(port).toBeGreaterThan(0);
  expect(await freePort(port)).toBe(port);
});

test('gives the next free one when it is taken', async () => {
  const port = await freePort(0);
  await listen(port);
  const next = await freePort(port);
  expect(next).toBeGreaterThan(port);
  expect(next).toBeLessThan(port + 50);
});

function listen(port: number): Promise<void> {
  const server = createServer();
  open.push(server);
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}
