import type { Caps, Experience, Schedule, Variant } from '../activation.ts';
import { contentFields, contentOf } from './content.ts';
import { type Context, refuseSaid } from './context.ts';
import { audienceFields, byArm, experimentNotes, readWeights, share } from './experiment.ts';
import { refer } from './measure-spec.ts';
import { at, type Path } from './path.ts';
import {
  object,
  optional,
  type ParsedFields,
  type Reader,
  required,
  type Written,
} from './reader.ts';
import { duration, id, instant, number, text, whole } from './scalars.ts';

const MOST_SHOWINGS = 1_000_000;
const MOST_PRIORITY = 1000;
/** Share of a segment that is held out unless the experience says otherwise. */
const DEFAULT_HOLDOUT = 0.1;

const variantBody = object(
  { weight: optional(share, null), ...contentFields },
  ({ weight, ...parts }, path, ctx): Omit<Variant, 'id'> | undefined => {
    const content = contentOf(parts, path, ctx);
    return content === undefined ? undefined : { weight, content };
  },
);

const variant = (name: string): Reader<Written<typeof variantBody>, Variant> => ({
  schema: variantBody.schema,
  read(value, path, ctx) {
    const read = variantBody.read(value, path, ctx);
    return read && { id: name, ...read };
  },
});

const schedule = object(
  { from: optional(instant, null), to: optional(instant, null) },
  ({ from, to }, path, ctx): Schedule | undefined => {
    if (from === null && to === null) {
      return refuseSaid(ctx, 'missing-key', path, 'neither from nor to', 'one of the two or both');
    }
    if (from === null || to === null || from < to) return { from, to };
    const expected = 'a from that lies before to';
    return refuseSaid(ctx, 'impossible-window', path, 'dates that enclose nothing', expected);
  },
);

const most = optional(whole(1, MOST_SHOWINGS), null);
const caps = object({ session: most, day: most, ever: most }, (parts): Caps => parts);

/** The keys of an experience. */
export const EXPERIENCE_FIELDS = {
  segment: required(id),
  slot: required(id),
  variants: required(byArm(variant)),
  experiment: optional(id, null),
  ...audienceFields,
  holdout: optional(share, DEFAULT_HOLDOUT),
  schedule: optional(schedule, { from: null, to: null }),
  caps: optional(caps, { session: null, day: null, ever: null }),
  coolDown: optional(duration('wrong-value'), 0),
  priority: optional(number('a number', -MOST_PRIORITY, MOST_PRIORITY), 0),
  exclusionGroup: optional(id, null),
  ...experimentNotes,
  message: optional(text('a message'), null),
} as const;

const body = object(EXPERIENCE_FIELDS, (parts, path, ctx): Omit<Experience, 'id'> | undefined => {
  const { coolDown, name, hypothesis, owner, message, ...rest } = parts;
  const doc = { name, hypothesis, owner, message };
  const shared = rest.experiment !== null;
  const variants = shared ? sharedVariants(parts, path, ctx) : ownVariants(parts, path, ctx);
  refer(ctx, 'segment', rest.segment, at(path, 'segment'));
  if (rest.experiment !== null) refer(ctx, 'experiment', rest.experiment, at(path, 'experiment'));
  return variants && { ...rest, variants, coolDownMs: coolDown, doc };
});

type Parts = ParsedFields<typeof EXPERIENCE_FIELDS>;

/** Weights of its own: all of them, or none for equal ones. */
function ownVariants(
  { variants }: Parts,
  path: Path | null,
  ctx: Context,
): readonly Variant[] | undefined {
  const here = at(path, 'variants');
  const written = variants.flatMap(({ weight }) => (weight === null ? [] : [weight]));
  if (written.length > 0 && written.length < variants.length) {
    const found = `${written.length} of ${variants.length} weights`;
    return refuseSaid(ctx, 'missing-key', here, found, 'a weight for each variant, or for none');
  }
  const equal = variants.map(() => 1 / variants.length);
  const weights = written.length > 0 ? readWeights(written, here, ctx) : equal;
  return weights && variants.map((one, i) => ({ ...one, weight: weights[i]! }));
}

/** What the shared experiment says must not be said again. */
function sharedVariants(
  { variants, coverage, namespace }: Parts,
  path: Path | null,
  ctx: Context,
): readonly Variant[] | undefined {
  const own = [
    ...(variants.some(({ weight }) => weight !== null) ? ['weight'] : []),
    ...(coverage < 1 ? ['coverage'] : []),
    ...(namespace === null ? [] : ['namespace']),
  ];
  if (own.length === 0) return variants;
  const expected = 'these at the experiment, which several experiences share';
  return refuseSaid(ctx, 'conflicting-keys', path, `experiment and ${own.join(', ')}`, expected);
}

/** The experience of a given name. */
export function experience(name: string): Reader<Written<typeof body>, Experience> {
  return {
    schema: body.schema,
    read(value, path, ctx) {
      ctx.owner = `experience:${name}`;
      const read = body.read(value, path, ctx);
      return read && { id: name, ...read };
    },
  };
}
