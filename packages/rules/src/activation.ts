/** What a rule file says about showing things to segments; part of what `parseRules` returns. */

import type { Filter, Window } from './ast.ts';

/** The parts of a rule file that act on memberships, each in file order. */
export interface ActivationRules {
  /** Share of all visitors that never sees anything, 0 to 1. */
  readonly holdout: number;
  readonly experiments: readonly Experiment[];
  readonly experiences: readonly Experience[];
  readonly meters: readonly Meter[];
  readonly offers: readonly OfferLadder[];
  readonly edge: readonly EdgePages[];
}

/** Pages that may be written at the edge, and for whom. */
export interface EdgePages {
  /** What their paths begin with; it begins and ends with a slash. */
  readonly path: string;
  /** Segments and experiences that a cookie may tell the edge. */
  readonly names: readonly string[];
}

/** An experiment that several experiences, or the site's own code, share. */
export interface Experiment {
  readonly id: string;
  /** At least one; the weights sum up to 1. */
  readonly arms: readonly { readonly id: string; readonly weight: number }[];
  /** Share of visitors that takes part, 0 to 1. */
  readonly coverage: number;
  readonly namespace: NamespacePart | null;
  readonly doc: ExperimentDoc;
}

/** A part, `[from, to)`, of a scale from 0 to 1 on which each visitor has one place. */
export interface NamespacePart {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What people need to know of an experiment; never in the published bundle. */
export interface ExperimentDoc {
  readonly name: string | null;
  readonly hypothesis: string | null;
  readonly owner: string | null;
}

/** What a segment gets to see in one slot. */
export interface Experience {
  readonly id: string;
  readonly segment: string;
  readonly slot: string;
  /** The experiment that decides the arm; `null` when the experience is one by itself. */
  readonly experiment: string | null;
  /** Named after the arms; arms of a shared experiment may lack one, and show what was there. */
  readonly variants: readonly Variant[];
  /** Share of visitors that takes part; 1 where a shared experiment says it. */
  readonly coverage: number;
  readonly namespace: NamespacePart | null;
  /** Share of the segment's members who are treated as if they were none, 0 to 1. */
  readonly holdout: number;
  readonly schedule: Schedule;
  readonly caps: Caps;
  /** Least time between two showings, ms; 0 for none. */
  readonly coolDownMs: number;
  /** Greater ones go first; file order among equals. */
  readonly priority: number;
  /** Of one exclusion group at most one is shown at a time. */
  readonly exclusionGroup: string | null;
  readonly doc: ExperienceDoc;
}

/** What people need to know of an experience; never in the published bundle. */
export interface ExperienceDoc extends ExperimentDoc {
  readonly message: string | null;
}

export interface Variant {
  readonly id: string;
  /** Share of the arms, all together 1; `null` where a shared experiment says it. */
  readonly weight: number | null;
  /** `null` for the page's own template of that name. */
  readonly content: Content | null;
}

/** At most one of text and HTML. */
export interface Content {
  readonly text: string | null;
  /** Markup that must go through a sanitizer. */
  readonly html: string | null;
  /** `href` and `class` are among them. */
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

/** `[from, to)` in ms since the epoch; `null` for no such end. */
export interface Schedule {
  readonly from: number | null;
  readonly to: number | null;
}

/** Most showings; `null` for any number. */
export interface Caps {
  readonly session: number | null;
  readonly day: number | null;
  readonly ever: number | null;
}

/** How many articles are free. */
export interface Meter {
  readonly id: string;
  readonly free: number;
  /** The running calendar unit, or a rolling one up to now. */
  readonly window: Window;
  /** Param by which an article counts once. */
  readonly article: string;
  /** Pages that count; `null` for all. */
  readonly where: Filter | null;
  readonly exempt: {
    /** Segments that read without a meter. */
    readonly segments: readonly string[];
    /** Pages that never count, though `where` has them; `null` for none. */
    readonly pages: Filter | null;
  };
  /** How many articles more the members of a segment may read. */
  readonly registered: { readonly segment: string; readonly bonus: number } | null;
}

/** The first step that fits gives the offer. */
export interface OfferLadder {
  readonly id: string;
  /** The signal that steps compare; `null` for none. */
  readonly signal: string | null;
  readonly steps: readonly OfferStep[];
  /** For those whom no step fits; `null` for no offer. */
  readonly otherwise: string | null;
}

/** At least one of segment and least value. */
export interface OfferStep {
  readonly offer: string;
  readonly segment: string | null;
  /** Least value of the ladder's signal. */
  readonly gte: number | null;
}
