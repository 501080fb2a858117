import { place } from './hash.ts';
import type { ExperimentCode } from './program.ts';
import { chooseVariation, inRange, type Namespace } from './ranges.ts';

/** A share of visitors that is kept out, drawn by a name of its own. */
export type Holdout = readonly [name: string, share: number];

/** What an assignment is made of. */
export interface AssignInput {
  /** The visitor's random text, drawn once and kept in the browser. */
  readonly seed: string;
  readonly experiment: ExperimentCode;
  /** The first one that keeps the visitor out counts. */
  readonly holdouts?: readonly Holdout[];
  /** Name of the arm that a preview asks for; one that the experiment lacks changes nothing. */
  readonly forced?: string | undefined;
}

/** Where a visitor stands in an experiment. */
export interface Assignment {
  /** Place among the experiment's arms; -1 for none of them. */
  readonly arm: number;
  /** Name of what keeps the visitor out, though the experiment would take them; else absent. */
  readonly holdout?: string;
}

/** The name by which the holdout of the whole site is drawn; no experiment bears it. */
export const SITE_HOLDOUT = '*';
/** Share of visitors that the whole site holds out unless it says otherwise. */
export const DEFAULT_HOLDOUT = 0.05;

/**
 * Puts a visitor into an arm: always the same one for the same seed and key, whatever version of
 * the rules asks. More coverage, or a larger holdout, never moves anyone from arm to arm; other
 * weights do, so they belong to a new key.
 *
 * Arms, namespaces and holdouts are drawn independently of each other.
 */
export function assign({ seed, experiment, holdouts = [], forced }: AssignInput): Assignment {
  const [key, arms, ranges, namespace] = experiment;
  const wanted = arms.indexOf(forced as string);
  if (wanted >= 0) return { arm: wanted };
  const isTaken = !namespace || inPart(seed, namespace);
  const arm = isTaken ? chooseVariation(place(key, seed), ranges) : -1;
  const holdout = holdouts.find((one) => isHeldOut(seed, one))?.[0];
  return arm < 0 || !holdout ? { arm } : { arm: -1, holdout };
}

const inPart = (seed: string, [id, ...part]: Namespace): boolean =>
  inRange(place(`__${id}`, seed), part);

/** Whether a visitor belongs to the share that is kept out. A larger share keeps all it had. */
export function isHeldOut(seed: string, [name, share]: Holdout): boolean {
  return place(name, seed) < share;
}
