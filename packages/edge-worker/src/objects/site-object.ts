import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import type { Release } from '../metrics/publish-day.ts';
import { createCore, type SiteCore } from '../site/core.ts';
import { type Cube, type CubePart, type DayPlan, openCube } from '../site/cube.ts';
import { openReleases } from '../site/releases.ts';
import { callService, openServices, type Services } from '../site/services.ts';
import { readInfo, type SiteInfo } from '../site/site-info.ts';
import { SITE_SCHEMA } from '../site/site-schema.ts';
import { migrate } from '../storage/migrate.ts';
import { type TallyKey, tallyName } from '../tally/tally-name.ts';
import type { TallyContent } from './tally-object.ts';

export type { SiteInfo } from '../site/site-info.ts';

/**
 * The truth about one site. What concerns rules, tokens, keys, signed words and the site as a whole is
 * asked of one part each (`object.rules().publish(…)`, still one round trip); counts are asked here.
 */
export class SiteObject extends DurableObject<Env> {
  readonly #core: SiteCore;
  readonly #cube: Cube;
  readonly #services: Services;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, SITE_SCHEMA);
    this.#core = createCore(ctx.storage, {
      destroyTally: async (key) => await env.TALLY.getByName(tallyName(key)).destroy(key),
      async dropBlobs(tenant) {
        const found = await env.BLOBS?.list({ prefix: `${tenant}/` });
        await Promise.all((found?.keys ?? []).map(({ name }) => env.BLOBS?.delete(name)));
      },
    });
    this.#cube = openCube(ctx.storage.sql);
    this.#services = openServices(this.#core);
  }

  /** `null` when there is no such site; `'gone'` when there was. */
  info(): SiteInfo | 'gone' | null {
    return readInfo(this.#core);
  }

  /** Asks a service; see {@link Services} for what there is. */
  call(service: keyof Services, method: string, args: readonly unknown[]): Promise<unknown> {
    return callService(this.#services, service, method, args);
  }

  /** Over how many objects a day's reports are spread; `null` when the site is gone. */
  shards(tenant: string, day: string): number | null {
    const setup = this.#core.setup();
    return setup?.tenant === tenant ? this.#cube.shards(day, setup.expect) : null;
  }

  /** Takes a shard's whole content; `'gone'` when its site is. */
  rollUp({ tenant, day, shard }: TallyKey, content: TallyContent): 'kept' | 'gone' {
    if (this.#core.setup()?.tenant !== tenant) return 'gone';
    this.ctx.storage.transactionSync(() => this.#cube.put({ day, shard, ...content }));
    return 'kept';
  }

  /** The days of a range, both included, and, unless not wanted, what is rolled up of them. */
  cube(
    from: string,
    to: string,
    counts: boolean | 'lasting' = true,
  ): { days: DayPlan[]; parts: CubePart[] } {
    const parts = counts ? this.#cube.read(from, to, counts === 'lasting') : [];
    return { days: this.#cube.days(from, to), parts };
  }

  /** What was published of a range of days, both included. */
  releases(from: string, to: string): Release[] {
    return openReleases(this.ctx.storage.sql).read(from, to);
  }

  /** Keeps what is being published; what was published before stays as it is. */
  release(releases: readonly Release[]): void {
    const held = openReleases(this.ctx.storage.sql);
    this.ctx.storage.transactionSync(() => {
      for (const release of releases) held.put(release);
    });
  }
}
