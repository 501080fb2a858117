/** Which object counts: one shard of one day of one site. */
export interface TallyKey {
  readonly site: string;
  /** The site's incarnation; a site made anew under an old id has another. */
  readonly tenant: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly shard: number;
}

/** The name of a tally's object. Made of server-made parts alone. */
export function tallyName({ tenant, day, shard }: Omit<TallyKey, 'site'>): string {
  return `${tenant}/${day}/${shard}`;
}

/** The shard of an id's random part: always the same, and spread evenly. */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  // The low bits of this hash alone are no better than the last letters.
  hash ^= hash >>> 15;
  return (hash >>> 0) % shards;
}
