/** Days of sites held at most; one that falls out is asked for again. */
const MOST = 5_000;

/**
 * Remembers over how many objects a day's reports are spread. The number never changes once it is
 * fixed, or a report sent twice could reach two objects; so it may be held for ever.
 *
 * @param load - Asks the site's object, which fixes the number.
 */
export function createShardPlans(
  load: (site: string, tenant: string, day: string) => Promise<number | null>,
): (site: string, tenant: string, day: string) => Promise<number | null> {
  const held = new Map<string, number>();
  return async (site, tenant, day) => {
    const key = `${tenant}/${day}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const shards = await load(site, tenant, day);
    if (shards === null) return null;
    held.set(key, shards);
    if (held.size > MOST) held.delete(held.keys().next().value!);
    return shards;
  };
}
