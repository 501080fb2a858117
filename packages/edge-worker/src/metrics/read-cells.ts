import { type Cells, dayName, dayNumber, foldCells } from '@inkling/report';
import type { Call } from '../context.ts';
import type { SiteInfo } from '../objects/site-object.ts';
import type { TallyContent } from '../objects/tally-object.ts';
import { type CubePart, type DayPlan, isLasting } from '../site/cube.ts';
import { callObject } from '../storage/call-object.ts';
import { tallyName } from '../tally/tally-name.ts';

/** Days back to which a shard may hold more than was rolled up, and may be gone already. */
const LIVE_DAYS = 11;

/** A range of days, both included. */
interface Days {
  readonly from: string;
  readonly to: string;
  /** Only cells that later days add up, too: leases and levels. */
  readonly lasting?: boolean;
}

/** Every cell of a range of days, added up over shards. */
export async function readCells(call: Call, info: SiteInfo, days: Days): Promise<Cells> {
  const cells: Cells = new Map();
  for (const part of await readParts(call, info, days)) {
    foldCells(cells, days.lasting ? part.cells.filter(([key]) => isLasting(key)) : part.cells);
  }
  return cells;
}

/** Every shard of a range of days: rolled up, or as the shard holds it, whichever has more. */
export async function readParts(
  call: Call,
  info: SiteInfo,
  { from, to, lasting = false }: Days,
): Promise<CubePart[]> {
  const { days, parts } = await call.objects.ask(
    info.site,
    async (object) =>
      (await object.cube(from, to, !lasting || 'lasting')) as {
        days: DayPlan[];
        parts: CubePart[];
      },
  );
  const today = info.known ? dayNumber(call.parts.now(), info.known.zone) : 0;
  const live = days.filter(({ day }) => day >= dayName(today - LIVE_DAYS));
  const fresh = await Promise.all(live.flatMap((plan) => readDay(call, info, plan)));
  const held = new Map(parts.map((part) => [`${part.day}/${part.shard}`, part]));
  for (const part of fresh) {
    const name = `${part.day}/${part.shard}`;
    if (part.reports > (held.get(name)?.reports ?? 0)) held.set(name, part);
  }
  return [...held.values()];
}

function readDay(call: Call, info: SiteInfo, { day, shards }: DayPlan): Promise<CubePart>[] {
  return Array.from({ length: shards }, async (_, shard) => {
    const name = tallyName({ tenant: info.tenant, day, shard });
    const content = await callObject(
      () => call.env.TALLY.getByName(name),
      async (tally) => (await tally.content()) as TallyContent,
    );
    return { day, shard, ...content };
  });
}
