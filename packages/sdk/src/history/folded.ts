import { type EngineState, hashOf, type RecordedFrom } from '@inkling/engine';
import type { Connection } from '../log/event-log.ts';

/** What an engine has made of the log, and how far. */
export interface Folded {
  /** The number of the last event that is in it; 0 for none. */
  readonly seq: number;
  /** Since when things were recorded, as it was taken then. */
  readonly since: RecordedFrom;
  readonly state: EngineState;
}

/** What stands in a slot: counter, checksum, and the rest as JSON. */
type Slot = readonly [counter: number, sum: string, text: string];

/** Two, so that one is whole while the other is written. */
const SLOTS = ['folded-a', 'folded-b'] as const;
/** Since when things are recorded; the feed's. */
export const RECORDED = 'recorded';

/** The counter of what is whole in a slot; 0 otherwise. */
function counterOf(slot: unknown): number {
  if (!Array.isArray(slot)) return 0;
  const [counter, sum, text] = slot as unknown as Slot;
  return typeof text === 'string' && hashOf(`${counter} ${text}`) === sum ? counter : 0;
}

/** What is whole in the slots and newest, and where it stands. */
async function newest(get: (key: string) => Promise<unknown>) {
  let best: { key: string; counter: number; text?: string } = { key: '', counter: 0 };
  for (const key of SLOTS) {
    const slot = await get(key);
    const counter = counterOf(slot);
    if (counter > best.counter) best = { key, counter, text: (slot as Slot)[2] };
  }
  return best;
}

/**
 * Reads what was folded last.
 *
 * @returns `undefined` when there is none, it is torn, or things have been recorded since another
 *   instant than it was made for: the log itself is whole.
 */
export async function readFolded(db: Connection): Promise<Folded | undefined> {
  const { store } = db.transaction('values');
  const since = JSON.stringify(await store.get(RECORDED));
  const { text } = await newest((key) => store.get(key));
  if (!text) return undefined;
  const [seq, from, ...state] = JSON.parse(text);
  if (since !== JSON.stringify(from)) return undefined;
  return { seq, since: from, state: { v: state[0], now: state[1], data: state[2] } };
}

/**
 * Writes over the older of the two slots, in one transaction that waits for the disk.
 *
 * @returns False when all was deleted meanwhile, or begun anew: nothing is written then.
 */
export async function writeFolded(db: Connection, { seq, since, state }: Folded): Promise<boolean> {
  const text = JSON.stringify([seq, since, state.v, state.now, state.data]);
  const tx = db.transaction('values', 'readwrite', { durability: 'strict' });
  const isSame = JSON.stringify(await tx.store.get(RECORDED)) === JSON.stringify(since);
  const { key, counter } = await newest((name) => tx.store.get(name));
  if (isSame) {
    const slot: Slot = [counter + 1, hashOf(`${counter + 1} ${text}`), text];
    tx.store.put(slot, key === SLOTS[0] ? SLOTS[1] : SLOTS[0]).catch(() => {}); // `done` tells.
    tx.commit(); // WebKit never ends a transaction that is told so with nothing left to do.
  }
  await tx.done;
  return isSame;
}
