import { measureSpec } from './measure-spec.ts';
import { required } from './reader.ts';
import { text, word } from './scalars.ts';

/** What the SDK knows of the moment without being told. */
export const CONTEXT_KEYS = [
  'device',
  'viewport',
  'language',
  'referrer',
  'source',
  'medium',
  'campaign',
  'country',
  'region',
  'city',
  'timezone',
  'visitor',
  'hour',
  'weekday',
] as const;

/** Measures of who the visitor is and where. */
export const VISITOR_MEASURES = {
  trait: measureSpec('scalar', { trait: required(text('the name of a trait')) }, (p) => ({
    kind: 'trait',
    key: p.trait,
  })),
  context: measureSpec('scalar', { context: required(word(CONTEXT_KEYS)) }, (p) => ({
    kind: 'context',
    key: p.context,
  })),
} as const;
