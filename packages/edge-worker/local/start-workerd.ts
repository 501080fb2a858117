import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findWorkerd } from './build-worker.ts';

/** A worker on plain workerd. */
export interface LocalWorker {
  /** Origin, without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** Ends it at once, as a crash would; what was durable stays. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** What a worker is started from. */
export interface LocalOptions {
  /** Folder that holds `index.js`, and takes the configuration and the storage. */
  readonly dir: string;
  /** Loopback port; must be free. */
  readonly port: number;
  readonly vars: Readonly<Record<string, string>>;
  /** More modules' text bindings and Durable Objects, for floors that a bench compares with. */
  readonly classes?: readonly { readonly binding: string; readonly name: string }[];
  /** The module to run. */
  readonly module?: string;
}

const CLASSES = [
  { binding: 'SITE', name: 'SiteObject' },
  { binding: 'TALLY', name: 'TallyObject' },
];

/** Starts workerd, and resolves when it answers. */
export async function startWorkerd(options: LocalOptions): Promise<LocalWorker> {
  const { dir, port } = options;
  mkdirSync(join(dir, 'do'), { recursive: true });
  const config = join(dir, `config-${port}.capnp`);
  writeFileSync(config, configOf(options));
  const child = spawn(
    findWorkerd(),
    ['serve', config, `--directory-path=disk=${join(dir, 'do')}`],
    {
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/v1/health`, child);
  return {
    url,
    pid: child.pid ?? 0,
    kill() {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

/** A loopback port that nobody holds now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (child.exitCode === null && Date.now() < deadline) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
      await answer.arrayBuffer();
      return;
    } catch {
      // Not listening yet: ask again shortly.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`workerd does not answer on ${url} (exit code ${child.exitCode}).`);
}

function configOf({ port, vars, classes = CLASSES, module = 'index.js' }: LocalOptions): string {
  const text = (value: string): string => JSON.stringify(value);
  const bindings = [
    ...classes.map((c) => `(name = ${text(c.binding)}, durableObjectNamespace = ${text(c.name)})`),
    ...Object.entries(vars).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
  ];
  const spaces = classes.map(
    ({ name }) => `(className = ${text(name)}, uniqueKey = ${text(name)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "disk", disk = (writable = true))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed ${text(module)})],
  compatibilityDate = "2026-11-01",
  bindings = [${bindings.join(', ')}],
  durableObjectNamespaces = [${spaces.join(', ')}],
  durableObjectStorage = (localDisk = "disk"),
);
`;
}
