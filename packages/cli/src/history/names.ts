/** Names with numbers, in the order of first appearance. */
export interface Names {
  readonly list: readonly string[];
  number(name: string): number;
}

const FIRST_SLOTS = 1 << 10;

/**
 * Makes an empty set of names: a hash table with open addressing. A `Map` takes two to three
 * times as long, since it follows a pointer for every name that shares a bucket, and this is
 * asked twice an event.
 */
export function createNames(): Names {
  const list: string[] = [];
  let slots = new Int32Array(FIRST_SLOTS).fill(-1);
  let hashes = new Int32Array(FIRST_SLOTS);
  /** The slot of a name, or the free one where it belongs. */
  const slotOf = (name: string, hash: number): number => {
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot] as number;
      if (found < 0 || (hashes[found] === hash && list[found] === name)) return slot;
    }
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 4).fill(-1);
    const longer = new Int32Array(slots.length);
    longer.set(hashes.subarray(0, list.length));
    hashes = longer;
    list.forEach((name, i) => {
      slots[slotOf(name, hashes[i] as number)] = i;
    });
  };
  return {
    list,
    number(name) {
      const hash = hashOf(name);
      const slot = slotOf(name, hash);
      const known = slots[slot] as number;
      if (known >= 0) return known;
      const number = list.push(name) - 1;
      hashes[number] = hash;
      slots[slot] = number;
      if (list.length * 2 > slots.length) grow();
      return number;
    },
  };
}

/** FNV-1a over UTF-16 code units, its upper bits mixed into the lower. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}
