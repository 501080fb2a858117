/** Shortens a set, or a map, to `most` entries; the oldest go. */
export function dropOldest<K>(
  held: { readonly size: number; keys(): Iterable<K>; delete(key: K): boolean },
  most: number,
): void {
  for (const oldest of held.keys()) {
    if (held.size <= most) break;
    held.delete(oldest);
  }
}
