/**
 * Places a text on the scale from 0 to 1, as GrowthBook's SDKs do, so that both put a visitor into
 * the same arm of an experiment. It spreads evenly and hides nothing: no use where secrecy counts.
 *
 * Source: the JavaScript SDK of GrowthBook, specification 0.8.0, hash versions 1 and 2 (FNV-1a with
 * 32 bits over UTF-16 code units).
 *
 * @param seed - Tells experiments apart: one visitor's places for two seeds are unrelated with
 *   version 2, but not with version 1.
 * @param value - The visitor.
 * @returns From 0 to 0.9999 in steps of 1/10,000 with version 2, of 1/1,000 with version 1; `null`
 *   for any other version.
 */
export function hash(seed: string, value: string, version: number): number | null {
  return version === 2
    ? place(seed, value)
    : version === 1
      ? (fnv32a(value + seed) % 1000) / 1000
      : null;
}

/** What {@link hash} says by version 2. */
export function place(seed: string, value: string): number {
  return (fnv32a(`${fnv32a(seed + value)}`) % 10_000) / 10_000;
}

function fnv32a(text: string): number {
  let hashed = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hashed = Math.imul(hashed ^ text.charCodeAt(i), 0x01000193);
  }
  return hashed >>> 0;
}
