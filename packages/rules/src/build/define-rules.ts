import type { EXPERIENCE_FIELDS } from '../parse/experience.ts';
import type { FILE_FIELDS } from '../parse/file.ts';
import { parseRules } from '../parse/parse-rules.ts';
import type { WrittenFields } from '../parse/reader.ts';
import type { SEGMENT_FIELDS } from '../parse/segment.ts';
import { plain } from './node.ts';
import type { AnyMeasure, Condition, Json } from './types.ts';

/** A segment as the builder takes it. */
export type SegmentDefinition = Omit<WrittenFields<typeof SEGMENT_FIELDS>, 'enter' | 'exit'> & {
  readonly enter: Condition;
  /** Leaving is latched: the visitor stays in until this holds. */
  readonly exit?: Condition;
};

/** A segment, ready for `defineRules`. */
export interface Segment {
  readonly segment: SegmentDefinition;
}

/**
 * An experience as the builder takes it.
 *
 * @typeParam S - Names of segments that it may be for.
 */
export type ExperienceDefinition<S extends string = string> = Omit<
  WrittenFields<typeof EXPERIENCE_FIELDS>,
  'segment'
> & { readonly segment: S };

/** An experience, ready for `defineRules`. */
export interface Experience<S extends string = string> {
  readonly experience: ExperienceDefinition<S>;
}

/** Weights over measures, or over the vector in a param. */
export type ModelDefinition = {
  readonly kind: 'logistic' | 'cosine';
  readonly weights: readonly number[];
  readonly bias?: number;
} & ({ readonly inputs: readonly (AnyMeasure | number)[] } | { readonly vector: string });

type FileParts = WrittenFields<typeof FILE_FIELDS>;

/**
 * A rule file as the builder takes it.
 *
 * @typeParam S - Names of its segments, so that groups can only name those.
 * @typeParam O - Names that its groups give to those in none of their segments.
 */
export type RulesDefinition<S extends string, O extends string = never> = Omit<
  FileParts,
  '$schema' | 'format' | 'signals' | 'segments' | 'groups' | 'models' | 'experiences'
> & {
  readonly signals?: Readonly<Record<string, AnyMeasure>>;
  readonly segments?: Readonly<Record<S, Segment>>;
  readonly experiences?: Readonly<Record<string, Experience<NoInfer<S | O>>>>;
  readonly models?: Readonly<Record<string, ModelDefinition>>;
  readonly groups?: Readonly<
    Record<
      string,
      readonly NoInfer<S>[] | { readonly segments: readonly NoInfer<S>[]; readonly otherwise?: O }
    >
  >;
};

/** A rule file of the present format, as JSON can carry it. */
export interface RuleFile extends Json {
  readonly format: 1;
  readonly site: string;
}

/** Defines a segment. */
export function segment(definition: SegmentDefinition): Segment {
  return { segment: definition };
}

/** Defines an experience: what a segment gets to see in one slot. */
export function experience<const S extends string>(
  definition: ExperienceDefinition<S>,
): Experience<S> {
  return { experience: definition };
}

/**
 * Builds a rule file and reads it back, so that none with a fault comes out.
 *
 * @returns The file as JSON carries it; `JSON.stringify` writes it.
 * @throws RuleError for what types cannot see: unknown names, cycles, windows of nothing.
 */
export function defineRules<const S extends string, const O extends string = never>(
  definition: RulesDefinition<S, O>,
): RuleFile {
  const segments = Object.entries<Segment>(definition.segments ?? {});
  const bodies = Object.fromEntries(segments.map(([id, one]) => [id, one.segment]));
  const experiences = Object.entries<Experience>(definition.experiences ?? {});
  const shown = Object.fromEntries(experiences.map(([id, one]) => [id, one.experience]));
  const parts = { segments: bodies, experiences: definition.experiences && shown };
  // `plain` turns builders into the JSON that they stand for, and `parseRules` checks that it is.
  const file = plain({ format: 1, ...definition, ...parts }) as RuleFile;
  parseRules(file);
  return file;
}
