import type { SegmentRule } from '../ast.ts';
import { condition } from './condition.ts';
import { object, optional, type Reader, required, type Written } from './reader.ts';
import { date, duration, text, whole, word } from './scalars.ts';

/** What a segment's `model` may be. */
export const SEGMENT_MODELS = [
  'rfm',
  'lifecycle',
  'intent',
  'usage',
  'engagement',
  'custom',
] as const;

const MOST_SIZE = 1e9;
const note = (what: string) => optional(text(what), null);

/** The keys of a segment. */
export const SEGMENT_FIELDS = {
  enter: required(condition),
  exit: optional(condition, null),
  dwell: optional(duration('impossible-window', true), 0),
  name: note('a name for people'),
  description: note('a description'),
  model: optional(word(SEGMENT_MODELS), null),
  objective: note('an objective'),
  kpi: note('a KPI'),
  owner: note('an owner'),
  review: optional(duration('wrong-value'), null),
  reviewed: optional(date, null),
  minSize: optional(whole(0, MOST_SIZE), null),
  message: note('a message'),
} as const;

const body = object(SEGMENT_FIELDS, (parts): Omit<SegmentRule, 'id'> => {
  const { enter, exit, dwell, review, ...doc } = parts;
  return { enter, exit, dwellMs: dwell, doc: { ...doc, reviewMs: review } };
});

/** The segment of a given name. */
export function segment(id: string): Reader<Written<typeof body>, SegmentRule> {
  return {
    schema: body.schema,
    read(value, path, ctx) {
      ctx.owner = `segment:${id}`;
      const read = body.read(value, path, ctx);
      return read && { id, ...read };
    },
  };
}
