import type { OfferLadder, OfferStep } from '../activation.ts';
import { type Context, refuseSaid } from './context.ts';
import { refer } from './measure-spec.ts';
import { at, type Path } from './path.ts';
import { list, object, optional, type Reader, required, type Written } from './reader.ts';
import { id, number } from './scalars.ts';

const MOST_STEPS = 50;
/** Kinds of values that have no order of numbers. */
const NO_NUMBERS = ['set', 'label', 'date'];

const step = object(
  {
    offer: required(id),
    segment: optional(id, null),
    gte: optional(number('the least value of the signal'), null),
  },
  (parts, path, ctx): OfferStep | undefined => {
    if (parts.segment !== null) refer(ctx, 'segment', parts.segment, at(path, 'segment'));
    if (parts.segment !== null || parts.gte !== null) return parts;
    const expected = 'one of the two (what everybody gets stands in otherwise)';
    return refuseSaid(ctx, 'missing-key', path, 'neither segment nor gte', expected);
  },
);

const body = object(
  {
    signal: optional(id, null),
    ladder: required(list(step, 1, MOST_STEPS)),
    otherwise: optional(id, null),
  },
  ({ signal, ladder, otherwise }, path, ctx): Omit<OfferLadder, 'id'> | undefined => {
    if (signal !== null) checkSignal(signal, at(path, 'signal'), ctx);
    const bare = signal === null ? ladder.findIndex(({ gte }) => gte !== null) : -1;
    if (bare < 0) return { signal, steps: ladder, otherwise };
    const here = at(at(at(path, 'ladder'), bare), 'gte');
    const expected = 'a signal of the ladder to compare with';
    return refuseSaid(ctx, 'missing-key', here, 'no signal', expected);
  },
);

function checkSignal(signal: string, path: Path, ctx: Context): void {
  refer(ctx, 'signal', signal, path);
  const kind = ctx.signalKinds.get(signal);
  if (kind === undefined || !NO_NUMBERS.includes(kind)) return;
  refuseSaid(ctx, 'wrong-type', path, `a ${kind}`, 'a signal whose value is a number');
}

/** The ladder of a given name. */
export function offers(name: string): Reader<Written<typeof body>, OfferLadder> {
  return {
    schema: body.schema,
    read(value, path, ctx) {
      ctx.owner = `offers:${name}`;
      const read = body.read(value, path, ctx);
      return read && { id: name, ...read };
    },
  };
}
