import type { Meter } from '../activation.ts';
import { refuseSaid } from './context.ts';
import { filter } from './filter.ts';
import { param, refer } from './measure-spec.ts';
import { at } from './path.ts';
import { list, object, optional, type Reader, required, type Written } from './reader.ts';
import { id, whole } from './scalars.ts';
import { window } from './window.ts';

const MOST_ARTICLES = 10_000;
const MOST_SEGMENTS = 50;

const exempt = object(
  { segments: optional(list(id, 1, MOST_SEGMENTS), []), pages: optional(filter, null) },
  (parts, path, ctx): Meter['exempt'] => {
    parts.segments.forEach((one, i) => {
      refer(ctx, 'segment', one, at(at(path, 'segments'), i));
    });
    return parts;
  },
);

const registered = object(
  { segment: required(id), bonus: required(whole(1, MOST_ARTICLES)) },
  (parts, path, ctx) => {
    refer(ctx, 'segment', parts.segment, at(path, 'segment'));
    return parts;
  },
);

const body = object(
  {
    free: required(whole(0, MOST_ARTICLES)),
    within: optional(window, { kind: 'calendar', unit: 'month', back: 0 } as const),
    article: optional(param, 'path'),
    where: optional(filter, null),
    exempt: optional(exempt, { segments: [], pages: null }),
    registered: optional(registered, null),
  },
  ({ within, ...parts }, path, ctx): Omit<Meter, 'id'> | undefined => {
    const isRunning =
      (within.kind === 'calendar' && within.back === 0) ||
      (within.kind === 'rolling' && within.toMs === 0);
    if (isRunning) return { ...parts, window: within };
    const expected = 'today, this-week, this-month, or a duration such as 30d';
    return refuseSaid(ctx, 'wrong-value', at(path, 'within'), 'another window', expected);
  },
);

/** The meter of a given name. */
export function meter(name: string): Reader<Written<typeof body>, Meter> {
  return {
    schema: body.schema,
    read(value, path, ctx) {
      ctx.owner = `meter:${name}`;
      const read = body.read(value, path, ctx);
      return read && { id: name, ...read };
    },
  };
}
