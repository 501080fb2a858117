import type { Dice } from './dice.ts';
import type { Present, Realm } from './realm.ts';
import type { Scheduler } from './scheduler.ts';
import { type Storage, startStorage } from './storage.ts';

/** What is wrong with the browser at the moment. */
export interface Weather {
  /** Mean time of a storage task, ms. */
  slowMs: number;
  /** How likely a storage task hangs for seconds. */
  hangs: number;
  /** How likely a transaction that writes ends in an error. */
  aborts: number;
  /** How likely opening is refused. */
  refusals: number;
  /** Every write is refused: the quota is used up. */
  full: boolean;
  /** How likely a message between tabs is lost. */
  drops: number;
  /** How likely a request to the edge fails. */
  offline: number;
  /** What the wall clock is off the virtual time, ms. */
  clockOff: number;
}

export const FAIR: Weather = {
  slowMs: 1,
  hangs: 0,
  aborts: 0,
  refusals: 0,
  full: false,
  drops: 0,
  offline: 0,
  clockOff: 0,
};

/** What all tabs of a simulated browser share. */
export interface Browser {
  readonly scheduler: Scheduler;
  readonly present: Present;
  readonly dice: Dice;
  readonly weather: Weather;
  readonly storage: Storage;
  /** The site's small keys, one own property each, as a page sees them. */
  readonly localStorage: globalThis.Storage;
  /** How often a small key was written, but for the visitor's choice. */
  keyWrites(): number;
  /** Ms since the epoch, whole. */
  wall(): number;
  /** The channel between tabs, for one of them. */
  channel(realm: Realm): typeof BroadcastChannel;
  readonly newer: Set<Realm>;
}

const EPOCH = Date.parse('2026-03-02T12:00:00Z');
const HANG_MS = 4_000;
/** So many storage tasks without any page's script between them: somebody waits for somebody. */
const PATIENCE = 40;

function createChannels({
  scheduler,
  dice,
  weather,
}: Pick<Browser, 'scheduler' | 'dice' | 'weather'>) {
  const open = new Set<{ onmessage?: (event: { data: unknown }) => void; realm: Realm }>();
  return (realm: Realm) =>
    class {
      onmessage?: (event: { data: unknown }) => void;
      readonly realm = realm;
      constructor() {
        open.add(this);
      }
      postMessage(data: unknown): void {
        if (!open.has(this)) throw new DOMException('closed', 'InvalidStateError');
        for (const other of open) {
          if (other === this || dice.chance(weather.drops)) continue;
          scheduler.later(dice.share() * 5, `${other.realm.name} message`, () => {
            if (open.has(other)) other.realm.enter(() => other.onmessage?.({ data }));
          });
        }
      }
      close(): void {
        open.delete(this);
      }
    } as unknown as typeof BroadcastChannel;
}

/** A browser without tabs, with an empty profile. */
export function startBrowser(scheduler: Scheduler, present: Present, dice: Dice): Browser {
  const weather = { ...FAIR };
  const newer = new Set<Realm>();
  let writes = 0;
  let quiet = 0;
  let quietSince = '';
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      // A refusal has to be remembered.
      if (key !== 'inkling:consent') writes++;
      this[key] = `${value}`;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  };
  const storage = startStorage(
    scheduler,
    present,
    {
      delay() {
        const at = `${present.realm?.name} ${scheduler.task()}`;
        quiet = present.realm || at === quietSince ? 0 : quiet + 1;
        quietSince = at;
        // Who waits for another page's connection asks ever more rarely.
        if (quiet > PATIENCE) return quiet * 5;
        return dice.share() * 2 * weather.slowMs + (dice.chance(weather.hangs) ? HANG_MS : 0);
      },
      refusesCommit: () =>
        weather.full
          ? 'QuotaExceededError'
          : dice.chance(weather.aborts)
            ? dice.pick(['AbortError', 'UnknownError', 'QuotaExceededError'])
            : null,
      refusesOpen: () => (dice.chance(weather.refusals) ? 'UnknownError' : null),
    },
    (realm) => newer.has(realm),
  );
  return {
    scheduler,
    present,
    dice,
    weather,
    storage,
    localStorage: Object.create(methods),
    keyWrites: () => writes,
    wall: () => Math.floor(EPOCH + scheduler.now() + weather.clockOff),
    channel: createChannels({ scheduler, dice, weather }),
    newer,
  };
}
