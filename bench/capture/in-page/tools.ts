/** Runs what is due, the writes of a task included, without waiting for a timer's 4 ms. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close(); // An open port keeps its page's memory.
      resolve();
    };
    port2.postMessage(null);
  });

interface Page {
  /** Records one event with whoever is on the page. */
  capture(n: number): unknown;
  readonly inkling: {
    status(): { readonly pending: number };
    consent(choices: object): void;
    export(): Promise<Export>;
  };
}
interface Export {
  readonly events: readonly { readonly type: string; readonly seq?: number }[];
}
const here = (): Page => window as unknown as Page;

/** How long each of some calls takes, and the task of each with what it leaves to be done, ms. */
async function timeCapture(calls: number): Promise<{ call: number[]; task: number[] }> {
  const times = { call: [] as number[], task: [] as number[] };
  for (let n = 0; n < calls; n += 1) {
    const from = performance.now();
    here().capture(n);
    times.call.push(performance.now() - from);
    await Promise.resolve(); // What waits for the end of the task comes first.
    await Promise.resolve();
    times.task.push(performance.now() - from);
    await turn();
  }
  return times;
}

const finished = (request: IDBRequest | IDBTransaction, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    request.addEventListener(name, () => resolve());
    request.addEventListener('error', () => reject(request.error));
  });

async function openLike(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result
      .createObjectStore('events', { keyPath: 'seq', autoIncrement: true })
      .createIndex('id', 'id', { unique: true });
    request.result.createObjectStore('values');
  };
  await finished(request, 'success');
  return request.result;
}

/** How long opening a database takes that does not exist yet, and then one that does, ms. */
async function timeOpening(): Promise<readonly [first: number, again: number]> {
  const times: number[] = [];
  for (let i = 0; i < 2; i += 1) {
    const from = performance.now();
    const db = await openLike('opening');
    times.push(performance.now() - from);
    db.close();
  }
  return times as unknown as readonly [number, number];
}

async function untilStored(): Promise<void> {
  while (here().inkling.status().pending) await turn();
}

/**
 * Writes with the SDK, then the same events in the same batches with nothing but the database, ms.
 *
 * @param decides - Whether segments are kept up to date meanwhile.
 */
async function timeWrites(events: number, batch: number, decides: boolean) {
  here().inkling.consent({ personalization: decides, measurement: decides });
  await untilStored();
  const from = performance.now();
  for (let n = 0; n < events; n += 1) here().capture(n);
  await untilStored();
  const ours = performance.now() - from;
  const { events: all } = await here().inkling.export();
  const copies = all
    .filter(({ type }) => type === 'read')
    .slice(-events)
    .map(({ seq, ...event }) => event);
  const db = await openLike('raw');
  const rawFrom = performance.now();
  const done: Promise<void>[] = [];
  for (let i = 0; i < copies.length; i += batch) {
    const tx = db.transaction('events', 'readwrite');
    for (const event of copies.slice(i, i + batch)) tx.objectStore('events').add(event);
    tx.commit();
    done.push(finished(tx, 'complete'));
  }
  await Promise.all(done);
  const raw = performance.now() - rawFrom;
  await finished(db.transaction('events', 'readwrite').objectStore('events').clear(), 'success');
  db.close();
  return { ours, raw, written: copies.length };
}

const HOUR_MS = 3_600_000;
const TYPES = ['page_view', 'user_engagement', 'scroll', 'page_view'];

/** Lays a history of a year before `now` into the log of this origin. */
async function plant(count: number, now: number): Promise<void> {
  const db = await openLike('inkling');
  const every = (365 * 24 * HOUR_MS) / count;
  const start = now - count * every;
  const CHUNK = 10_000;
  for (let from = 0; from < count; from += CHUNK) {
    const tx = db.transaction('events', 'readwrite');
    for (let n = from; n < Math.min(count, from + CHUNK); n += 1) {
      const t = Math.round(start + n * every);
      const session = Math.round(start + (n - (n % 6)) * every);
      const section = ['news', 'sport', 'politics'][n % 3];
      const params = { path: `/story/${n % 400}`, section, engagement_time_msec: 4_000 };
      tx.objectStore('events').add({ id: ['planted', n], t, type: TYPES[n % 4], session, params });
    }
    tx.commit();
    await finished(tx, 'complete');
  }
  const tx = db.transaction('values', 'readwrite');
  tx.objectStore('values').put({ all: Math.round(start) }, 'recorded');
  await finished(tx, 'complete');
  db.close();
  localStorage.setItem('inkling:recorded', 'recorded');
}

Object.assign(window, { timeCapture, timeOpening, timeWrites, plant });
