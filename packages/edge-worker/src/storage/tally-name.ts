/** The name of the object that counts one shard of a day. */
export function tallyName(tenant: string, day: string, shard: number): string {
  return `${tenant}/${day}/${shard}`;
}

/** The shard of an id's random part: always the same, and spread evenly. */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % shards;
}
