/** Bits for each id: with four hashes, about one strange id in 400 is taken for a known one. */
const BITS_PER_ID = 12;
const HASHES = 4;

/** Says of an id that it is surely not in a set, or may be. */
export interface IdFilter {
  mayHave(id: string): boolean;
  readonly bytes: Uint8Array;
}

/** Makes a Bloom filter of ids. */
export function makeIdFilter(ids: readonly string[]): IdFilter {
  const bytes = new Uint8Array(Math.max(8, Math.ceil((ids.length * BITS_PER_ID) / 8)));
  for (const id of ids) {
    for (const bit of bitsOf(id, bytes.length * 8)) bytes[bit >> 3]! |= 1 << (bit & 7);
  }
  return openIdFilter(bytes);
}

/** Takes up a filter that was stored. */
export function openIdFilter(bytes: Uint8Array): IdFilter {
  return {
    bytes,
    mayHave: (id) =>
      bitsOf(id, bytes.length * 8).every((bit) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1),
  };
}

/** Two independent hashes give as many as are wanted (Kirsch and Mitzenmacher). */
function bitsOf(id: string, size: number): number[] {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) + i;
  }
  b |= 1;
  return Array.from({ length: HASHES }, (_, i) => ((a + Math.imul(i, b)) >>> 0) % size);
}
