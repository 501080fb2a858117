import type { JsonValue } from '../event.ts';

/** Bits of the step's matcher and of its `without`; `withinMs` 0 for no limit. */
export type StepCode = readonly [bit: number, without: number, withinMs: number, negated: 0 | 1];

/** An event that serves, or may yet serve, a step, or that lies between two. */
interface Entry {
  readonly place: number;
  readonly t: number;
  readonly bits: number;
  isUsed: boolean;
}

/** A sequence that is complete, or will be. */
export interface Run {
  readonly key: JsonValue;
  readonly entries: readonly Entry[];
  /** When it is complete. */
  readonly endT: number;
}

/** An event of a window as a sequence sees it. */
export interface PlayedEvent extends Pick<Entry, 'place' | 't' | 'bits'> {
  readonly key: JsonValue;
}

/** Finds the sequences among the events of a window, which are given in order. */
export interface Player {
  /** Complete ones, in the order of their ends. */
  readonly done: Run[];
  /** Complete at `endT` unless something comes before; in that order. */
  readonly pending: Run[];
  /** Place and instant of the first event of them all; `Infinity` for none. */
  first: number;
  firstT: number;
  /** @param low - Places before it are out of the window. */
  add(event: PlayedEvent, low: number): void;
  clear(): void;
}

interface Link {
  readonly entry: Entry;
  readonly next: Link | undefined;
}

/** Plays by the rules of SEMANTICS.md. */
export function createPlayer(steps: readonly StepCode[]): Player {
  const lastStep = steps.at(-1)!;
  /** How many steps must be served. */
  const size = steps.length - lastStep[3];
  const bitsOf = (list: readonly StepCode[], part: 0 | 1): number =>
    list.reduce((bits, step) => bits | step[part], 0);
  const kept = bitsOf(steps.slice(0, size - 1), 0) | bitsOf(steps.slice(1, size), 1);
  const spoils = lastStep[3] ? lastStep[0] | lastStep[1] : 0;
  const entries = new Map<JsonValue, Entry[]>();

  /** The sequence that ends with an event and begins last; of those, whose steps come soonest. */
  const find = (list: readonly Entry[], entry: Entry, low: number): Link | undefined => {
    // For each step, the entry that serves it soonest before all that follow.
    const links: (Link | undefined)[] = [];
    links[size - 1] = { entry, next: undefined };
    if (size === 1) return links[0];
    for (let i = list.length - 1; i >= 0 && list[i]!.place >= low; i--) {
      const one = list[i]!;
      let isOpen = false;
      for (let step = 0; step < size; step++) {
        const next = links[step + 1];
        if (next && !one.isUsed && one.bits & steps[step]![0]) {
          const withinMs = steps[step + 1]![2];
          if (!withinMs || next.entry.t - one.t < withinMs) {
            const link = { entry: one, next };
            if (step === 0) return link;
            links[step] = link;
            isOpen = true;
            continue;
          }
        }
        const { 1: without, 2: withinMs } = steps[step]!;
        const link = links[step];
        if (!link) continue;
        if (one.bits & without || (withinMs && link.entry.t - one.t >= withinMs)) {
          links[step] = undefined;
        } else isOpen = true;
      }
      if (!isOpen) return undefined;
    }
    return undefined;
  };
  const complete = (key: JsonValue, link: Link): void => {
    const chain: Entry[] = [];
    for (let one: Link | undefined = link; one; one = one.next) chain.push(one.entry);
    for (const entry of chain) entry.isUsed = true;
    const { place, t } = chain[0]!;
    const endT = chain.at(-1)!.t + (lastStep[3] ? lastStep[2] : 0);
    player.first = Math.min(player.first, place);
    player.firstT = Math.min(player.firstT, t);
    (lastStep[3] ? player.pending : player.done).push({ key, entries: chain, endT });
  };
  const spoil = (key: JsonValue): void => {
    const { pending } = player;
    let left = 0;
    for (const run of pending) {
      if (run.key !== key) pending[left++] = run;
      else for (const entry of run.entries) entry.isUsed = false;
    }
    pending.length = left;
  };

  const player: Player = {
    done: [],
    pending: [],
    first: Infinity,
    firstT: Infinity,
    add({ key, place, t, bits }, low) {
      const { pending, done } = player;
      const over = pending.findIndex(({ endT }) => endT > t);
      done.push(...pending.splice(0, over < 0 ? pending.length : over));
      if (bits & spoils) spoil(key);
      const entry: Entry = { place, t, bits, isUsed: false };
      const list = entries.get(key) ?? [];
      const link = bits & steps[size - 1]![0] ? find(list, entry, low) : undefined;
      if (link) complete(key, link);
      if (!(bits & kept)) return;
      list.push(entry);
      entries.set(key, list);
    },
    clear() {
      player.done.length = 0;
      player.pending.length = 0;
      player.first = Infinity;
      player.firstT = Infinity;
      entries.clear();
    },
  };
  return player;
}
