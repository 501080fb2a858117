import { execFileSync } from 'node:child_process';
import {
  closeSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { CDPSession } from 'puppeteer-core';
import type { Chaos } from '../lab/chaos-proxy.ts';
import type { PageOptions } from '../lab/lab-page.ts';
import type { ShimName } from '../lab/shims.ts';
import { prepareCrash } from './kill.ts';
import { type Run, tabOf } from './run.ts';
import { type Tab, until } from './tab.ts';

const DB = 'inkling';

function cdp(run: Run, name?: string): Promise<CDPSession> {
  const { page } = tabOf(run, name);
  if (!page) throw new Error('This needs Chromium.');
  return page.createCDPSession();
}

/** All ways in which something goes wrong, by name. */
export const injections = {
  /** Nothing but what the steps do. */
  nothing() {},

  /** Pages are opened with a shim, or with other options of the lab's page. */
  shim(run: Run, { shim, ...params }: { shim: ShimName }) {
    run.page = { shim: { name: shim, ...params } };
  },
  pages(run: Run, options: PageOptions) {
    run.page = options;
  },
  /** Pages are served under another name, which the browser takes for loopback. */
  host(run: Run, { host }: { host: string }) {
    run.host = host;
  },

  /** Disturbs what passes between browser and edge. */
  chaos(run: Run, chaos: Chaos) {
    run.room.edge.set(chaos);
    run.lift = () => run.room.edge.set(null);
  },
  /** Answers with rules that were valid once. */
  olderRules(run: Run) {
    const first = run.room.edge.log.find(
      ({ part, edge }) => part === 'rules' && edge?.status === 200,
    );
    if (!first?.edge) throw new Error('No rules have been fetched yet.');
    const headers = { 'content-type': 'application/json' };
    run.room.edge.set({ part: 'rules', how: 'answer', body: first.edge.body, headers });
  },
  async offline(run: Run, { tab }: { tab?: string }) {
    const session = await cdp(run, tab);
    const conditions = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: true, ...conditions });
    run.lift = () =>
      session.send('Network.emulateNetworkConditions', { offline: false, ...conditions });
  },
  /** Requests whose address matches are stopped inside the browser, as by an ad blocker. */
  async block(run: Run, { like }: { like: string }) {
    const tab = await run.newTab();
    run.tabs.set('a', tab);
    await tab.page?.setRequestInterception(true);
    tab.page?.on('request', (request) => {
      if (new RegExp(like).test(request.url())) void request.abort('blockedbyclient');
      else void request.continue();
    });
  },

  /** The browser's own command to clear what an origin has stored. */
  async clearData(run: Run, { tab, types = 'all' }: { tab?: string; types?: string }) {
    const session = await cdp(run, tab);
    await session.send('Storage.clearDataForOrigin', { origin: run.room.url, storageTypes: types });
  },
  async quota(run: Run, { tab, bytes }: { tab?: string; bytes: number }) {
    const session = await cdp(run, tab);
    const origin = run.room.url;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
    run.lift = () => session.send('Storage.overrideQuotaForOrigin', { origin });
  },
  async cpu(run: Run, { rate }: { rate: number }) {
    for (const name of run.tabs.keys()) {
      // A tab is as slow as the slowest session that speaks to it says.
      const key = `cpu of ${name}`;
      const session = (run.notes.get(key) as CDPSession | undefined) ?? (await cdp(run, name));
      run.notes.set(key, session);
      await session.send('Emulation.setCPUThrottlingRate', { rate });
    }
  },
  async freeze(run: Run, { tab }: { tab?: string }) {
    const session = await cdp(run, tab);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    run.lift = () => session.send('Page.setWebLifecycleState', { state: 'active' });
  },
  async crash(run: Run, { tab = 'a' }: { tab?: string }) {
    await (await prepareCrash(run.browser!, tabOf(run, tab)))();
    run.tabs.delete(tab);
  },
  async kill(run: Run) {
    await run.restart('kill');
  },
  /** A tab crashes in the middle of the nth write, for each n in turn. */
  async crashAtWrites(
    run: Run,
    { from, to, script }: { from: number; to: number; script?: string },
  ) {
    for (let n = from; n <= to; n += 1) {
      const tab = await run.newTab();
      const before = run.room.stops();
      const options = { shim: { name: 'stopsAtWrite', n } as const, ...(script && { script }) };
      const crash = await prepareCrash(run.browser!, tab);
      tab.goto(run.room.page('/lab/stop', options)).catch(() => {}); // It never loads to the end.
      const stopped = (): boolean => run.room.stops() > before;
      // A page that writes less than that comes to rest instead.
      await until(async () => (stopped() ? null : 'never stopped'), 3_000).catch(() => {});
      if (stopped()) await crash();
      else await tab.close();
    }
  },
  /** The tab is dropped from memory, as the browser does when that runs short. */
  async discard(run: Run, { tab = 'a' }: { tab?: string }) {
    const extension = (await run.browser!.extensions()).values().next().value;
    const [worker] = (await extension?.workers()) ?? [];
    const url = `${run.room.url}/*`;
    await worker?.evaluate(async (pattern) => {
      const { tabs } = (globalThis as unknown as { chrome: { tabs: Tabs } }).chrome;
      const [found] = await tabs.query({ url: pattern });
      await tabs.discard(found?.id);
    }, url);
    run.tabs.delete(tab);
  },

  /** A page without us holds the database, and another wants to delete it. */
  async deletionWaits(run: Run) {
    const page = run.room.page('/lab/holder', { sdk: false });
    const [holder, deleter] = [await run.newTab(), await run.newTab()];
    for (const tab of [holder, deleter]) await tab.goto(page);
    await holder.call(
      (name) =>
        new Promise<void>((done) => {
          indexedDB.open(name).onsuccess = () => done();
        }),
      DB,
    );
    await deleter.call(
      (name) =>
        new Promise<void>((done) => {
          indexedDB.deleteDatabase(name).onblocked = () => done();
        }),
      DB,
    );
    run.lift = () => holder.close();
  },
  /** A page of a newer version opens the database: it must not be blocked. */
  async upgrade(run: Run) {
    const tab = await run.newTab();
    run.tabs.set('newer', tab);
    await tab.goto(run.room.page('/lab/newer', { sdk: false }));
    const outcome = await tab.call(openNewer, DB);
    if (outcome !== 'upgraded') throw new Error(`The newer version is ${outcome}.`);
  },
  /** A page of the first version, with the schema of then, writes events of its own. */
  async olderWriter(run: Run, { count }: { count: number }) {
    const tab = await run.newTab();
    await tab.goto(run.room.page('/lab/older', { sdk: false }));
    await tab.call(writeAsFirstVersion, DB, run.k, run.k + count);
    run.k += count;
    await tab.close();
  },
  /** A tab keeps a transaction on the events open, and freezes. */
  async freezeInTransaction(run: Run) {
    const tab = await run.newTab();
    await tab.goto(run.room.page('/lab/spinner', { sdk: false }));
    await tab.call(spin, DB);
    run.tabs.set('spinner', tab);
    await injections.freeze(run, { tab: 'spinner' });
    const { lift } = run;
    run.lift = async () => {
      await lift();
      await tab.close();
    };
  },
  /** Damages every value beside the events, and every small key. */
  async corruptValues(run: Run) {
    const tab = await run.newTab();
    await tab.goto(run.room.page('/lab/corrupter', { sdk: false }));
    await tab.call(corruptValues, DB);
    await tab.close();
  },
  /** Damages the files of the databases, or puts a file where their folder was, while nobody looks. */
  async corruptFiles(run: Run, { how }: { how: 'overwrite' | 'no-folder' }) {
    await run.restart('quit', async (profile) => corruptProfile(profile, how));
  },
  /** The profile lies on a small disk, which is then filled. */
  async smallDisk(run: Run, { mb }: { mb: number }) {
    await run.restart('quit', async (profile) => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m`, 'tmpfs', profile]);
      run.notes.set('mounted', profile);
    });
  },
  fillDisk(run: Run) {
    const filler = join(`${run.notes.get('mounted')}`, 'filler');
    const file = openSync(filler, 'w');
    try {
      for (const size of [2 ** 20, 2 ** 12]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(size));
        } catch {
          // Full, to the size of a piece.
        }
      }
    } finally {
      closeSync(file);
    }
    run.lift = () => rmSync(filler, { force: true });
  },

  /** The page with us is a frame of another. */
  async frame(run: Run, { host, sandbox }: { host?: string; sandbox?: string }) {
    const url = run.room.page('/lab/framed', {}, host ?? run.host);
    const outer = await run.newTab();
    const frame = { url, ...(sandbox !== undefined && { sandbox }) };
    const top = run.room.page('/lab/top', { sdk: false, frame });
    await outer.goto(top);
    run.tabs.set('top', outer);
    run.tabs.set('a', {
      ...outer,
      goto: () => outer.goto(top),
      call: (fn, ...args) => {
        const inner = outer.page?.frames().find((f) => f.url() === url);
        if (!inner) throw new Error('The frame is not there.');
        return inner.evaluate(fn as never, ...(args as never)) as never;
      },
    } satisfies Tab);
  },
  /** Opens many tabs, named t0, t1, … */
  async tabs(run: Run, { count }: { count: number }) {
    for (let i = 0; i < count; i += 1) {
      const tab = await run.newTab();
      run.tabs.set(`t${i}`, tab);
      await tab.goto(run.room.page('/lab/many'));
    }
  },
} as const;

interface Tabs {
  query(by: { url: string }): Promise<{ id: number }[]>;
  discard(id: number | undefined): Promise<unknown>;
}

function openNewer(name: string): Promise<string> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name, 99);
    request.onblocked = () => resolve('blocked');
    request.onerror = () => resolve(`refused: ${request.error}`);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve('upgraded');
    };
  });
}

function writeAsFirstVersion(name: string, from: number, end: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onblocked = request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      const tx = db.transaction('events', 'readwrite');
      for (let k = from; k < end; k += 1) {
        const t = Date.now();
        const event = { id: ['older', k], t, type: 'lab', session: t, params: { k } };
        tx.objectStore('events').add(event);
      }
      tx.onabort = () => reject(tx.error);
      tx.oncomplete = () => {
        db.close();
        resolve();
      };
    };
  });
}

function spin(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      const store = request.result.transaction('events', 'readwrite').objectStore('events');
      const again = (): void => {
        resolve();
        store.count().onsuccess = again;
      };
      again();
    };
  });
}

function corruptValues(name: string): Promise<void> {
  for (const key of Object.keys(localStorage)) {
    localStorage[key] = localStorage[key].slice(0, localStorage[key].length / 2);
  }
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      const db = request.result;
      const names = [...db.objectStoreNames].filter((store) => store !== 'events');
      const tx = db.transaction(names, 'readwrite');
      for (const store of names) {
        tx.objectStore(store).openCursor().onsuccess = ({ target }) => {
          const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
          cursor?.update(cursor.source && { damaged: true });
          cursor?.continue();
        };
      }
      tx.oncomplete = () => {
        db.close();
        resolve();
      };
    };
  });
}

/** Where a browser keeps the databases of an origin. */
function databaseFolders(profile: string): string[] {
  return readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .filter((path) => /127\.0\.0\.1/.test(path) && /(\.indexeddb\.leveldb|\/idb)$/.test(path))
    .map((path) => join(profile, path))
    .filter((path) => statSync(path).isDirectory());
}

function corruptProfile(profile: string, how: 'overwrite' | 'no-folder'): void {
  const folders = databaseFolders(profile);
  if (folders.length === 0) throw new Error('The profile holds no database.');
  for (const folder of folders) {
    if (how === 'no-folder') {
      renameSync(folder, `${folder}.gone`);
      writeFileSync(folder, 'a file where a folder should be');
      continue;
    }
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, path);
      if (statSync(file).isFile()) writeFileSync(file, Buffer.alloc(statSync(file).size, 0xa5));
    }
  }
}
