import { assign, DEFAULT_HOLDOUT, isHeldOut, SITE_HOLDOUT } from '../assign/assign.ts';
import type {
  ActivationProgram,
  ContentCode,
  ExperienceCode,
  ExperimentCode,
} from '../assign/program.ts';
import type { ProgramSegment } from '../program.ts';

/**
 * How often an experience was seen in this session, on this local day and ever, as far as is known,
 * and when last, ms since the epoch.
 */
export type Showings = readonly [session: number, day: number, ever: number, last: number];

/** What a decision is made of. */
export interface DecideInput {
  readonly program: ActivationProgram & { readonly segments: readonly ProgramSegment[] };
  /** The segments that the visitor is in. */
  readonly members: readonly string[];
  /** The visitor's random text, drawn once and kept in the browser. */
  readonly seed: string;
  /** Ms since the epoch. */
  readonly now: number;
  /** By experience; none for one that was never seen. */
  readonly showings: ReadonlyMap<string, Showings>;
  /** Experiences that this page view shows already: no cap takes them away again. */
  readonly showing?: readonly string[];
  /** Arms that a preview asks for, by experiment. */
  readonly forced?: ReadonlyMap<string, string>;
}

/** What a slot shows instead of what the page put there. */
export interface Shown {
  readonly experience: string;
  readonly slot: string;
  readonly segment: string;
  /** Name of the arm. */
  readonly variant: string;
  readonly content: Exclude<ContentCode, 0>;
  /** Whether seeing it is the visitor's first exposure; never in a preview. */
  readonly isDue: boolean;
}

/** In which arm of an experience a visitor is, whatever of it they get to see. */
export interface Assigned {
  readonly experience: string;
  /** Name of the arm, or `holdout`. */
  readonly variant: string;
}

/** What a page may do for a visitor now. */
export interface Decision {
  /** The only segments that any channel may know of, in the program's order. */
  readonly activated: readonly string[];
  /** At most one for a slot and for an exclusion group. */
  readonly shown: readonly Shown[];
  /** To be recorded before anything is shown, so that every arm has its denominator. */
  readonly assigned: readonly Assigned[];
  /** Whether the visitor is in the holdout of the whole site, and gets nothing at all. */
  readonly isHeldOut: boolean;
}

/**
 * Decides what a visitor sees. Asks no clock and no page: the same input gives the same decision.
 *
 * A segment is activated when the visitor is in it and either no experience runs for it, or one of
 * those that run takes the visitor into an arm that shows something and its caps allow it. So who
 * is held out of a segment, or in an arm that shows nothing, looks like somebody who is not in it.
 *
 * A forced arm is shown whatever membership, schedule, caps and holdouts say, and is not measured.
 */
export function decide(input: DecideInput): Decision {
  const { program, members, now } = input;
  const { segments, experiences = [] } = program;
  const isOut = isHeldOut(input.seed, [SITE_HOLDOUT, program.holdout ?? DEFAULT_HOLDOUT]);
  const running = new Set<string>();
  const open = new Set<string>();
  const taken = new Set<string>();
  const shown: Shown[] = [];
  const assigned: Assigned[] = [];

  // Previews go first, so that no other experience has taken their slot.
  const order = (row: ExperienceCode): number => +!forcedOf(row, input);
  for (const row of [...experiences].sort((a, b) => order(a) - order(b))) {
    const [experience, number, slot, , contents, , schedule, , , group] = row;
    const segment = segments[number]!.id;
    const isPreview = !!forcedOf(row, input);
    const [from, to] = schedule || [0, 0];
    if (!isPreview) {
      if (now < from || (to && now >= to)) continue;
      running.add(segment);
      if (isOut || !members.includes(segment)) continue;
    }
    const [arm, variant] = armOf(row, segment, input);
    if (!variant) continue;
    if (!isPreview) assigned.push({ experience, variant });
    const content = contents[arm];
    if (!content || !(isPreview || isAllowed(row, input))) continue;
    open.add(segment);
    const places = group ? [slot, `#${group}`] : [slot];
    if (places.some((place) => taken.has(place))) continue;
    for (const place of places) taken.add(place);
    const isDue = !isPreview && !input.showings.get(experience)?.[2];
    shown.push({ experience, slot, segment, variant, content, isDue });
  }
  const activated = segments
    .map(({ id }) => id)
    .filter((id) => open.has(id) || (!isOut && members.includes(id) && !running.has(id)));
  return { activated, shown, assigned, isHeldOut: isOut };
}

const experimentOf = ([, , , number]: ExperienceCode, { program }: DecideInput): ExperimentCode =>
  program.experiments![number]!;

/** The arm that a preview asks for, if the experiment has it. */
function forcedOf(row: ExperienceCode, input: DecideInput): string | undefined {
  const [key, arms] = experimentOf(row, input);
  const forced = input.forced?.get(key);
  return arms.find((arm) => arm === forced);
}

/** The arm by number and name: -1 and `holdout`, or no name for who does not take part. */
function armOf(
  row: ExperienceCode,
  segment: string,
  input: DecideInput,
): readonly [number, string | undefined] {
  const experiment = experimentOf(row, input);
  const { arm, holdout } = assign({
    seed: input.seed,
    experiment,
    holdouts: [[SITE_HOLDOUT + segment, row[5] ?? 0]],
    forced: forcedOf(row, input),
  });
  return [arm, holdout ? 'holdout' : experiment[1][arm]];
}

/** Whether caps and cool-down let an experience be shown, or it is on the page already. */
function isAllowed(
  [id, , , , , , , caps, coolDownMs = 0]: ExperienceCode,
  { showings, showing, now }: DecideInput,
): boolean {
  const seen = showings.get(id);
  return (
    !seen ||
    !!showing?.includes(id) ||
    ((caps || []).every((most, i) => !most || seen[i]! < most) && now - seen[3] >= coolDownMs)
  );
}
