import { DEFAULT_HOLDOUT } from '@inkling/engine/assign';
import type { ActivationRules } from '../activation.ts';
import { type Context, refuse, refuseName } from './context.ts';
import { edgePages, pathPrefix } from './edge.ts';
import { experience } from './experience.ts';
import { experiment, share } from './experiment.ts';
import { meter } from './meter.ts';
import { offers } from './offers.ts';
import { at } from './path.ts';
import { optional, record } from './reader.ts';
import { id } from './scalars.ts';

const MOST_EXPERIENCES = 500;
const MOST_NAMES = 50;
const MOST_PATHS = 8;

/** Keys of a rule file that act on memberships. */
export const ACTIVATION_FIELDS = {
  holdout: optional(share, DEFAULT_HOLDOUT),
  experiments: optional(record(id, experiment, MOST_EXPERIENCES), []),
  experiences: optional(record(id, experience, MOST_EXPERIENCES), []),
  meters: optional(record(id, meter, MOST_NAMES), []),
  offers: optional(record(id, offers, MOST_NAMES), []),
  edge: optional(record(pathPrefix, edgePages, MOST_PATHS), []),
} as const;

/** Each experiment has a name of its own, and variants are arms that it has. */
export function checkExperiments(
  { experiments, experiences }: ActivationRules,
  ctx: Context,
): void {
  const shared = new Map(experiments.map((one) => [one.id, one]));
  for (const { id: name, experiment: key, variants } of experiences) {
    const here = at(at(null, 'experiences'), name);
    if (key === null) {
      if (!shared.has(name)) continue;
      refuse(ctx, 'duplicate', here, name, 'a name that no experiment has');
      continue;
    }
    const arms = shared.get(key)?.arms.map((arm) => arm.id);
    for (const variant of variants) {
      if (arms === undefined || arms.includes(variant.id)) continue;
      const path = at(at(here, 'variants'), variant.id);
      refuseName(ctx, 'unknown-reference', path, variant.id, arms);
    }
  }
}
