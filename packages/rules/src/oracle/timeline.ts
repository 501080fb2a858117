import type { InkEvent } from '@inkling/engine';
import type { SegmentRule } from '../ast.ts';
import { withoutRepeats } from './history.ts';
import { instantsFrom, lengthsOf } from './instants.ts';
import { asked, firstPlaces, nextPlaces, type Place, truthOf } from './latch.ts';
import { firstMove } from './moving.ts';
import type { Question } from './question.ts';
import type { Truth } from './value.ts';
import type { Standing, World } from './world.ts';

/** One stretch of a visitor's life in which nothing changes: from `world.now` to before `next`. */
export interface Stretch {
  readonly world: World;
  readonly next: number;
}

/** What the past leaves behind for the next instant. */
interface Memory {
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly standings: ReadonlyMap<string, Standing>;
}

/**
 * Lives a visitor's life from the first event up to `until`, one instant of change at a time.
 *
 * Why it is right. Latches depend on what was true before, so the only honest way is to visit,
 * in order, every instant at which anything could change, and to decide anew at each of them.
 * Which instants those are is told by `instants.ts` (whatever events and calendars bring),
 * `moving.ts` (whatever changes by itself) and, for rules about stays, by the stays themselves:
 * a change of membership is an event of its own, which lapses from windows and outlasts dwells.
 * Visiting an instant at which nothing changes leaves everything as it was.
 *
 * @param events - As `readHistory` gives them; those after `until` are not looked at.
 */
export function* life(
  question: Question,
  events: readonly InkEvent[],
  until: number,
): Generator<Stretch> {
  const past = events.filter((event) => event.t <= until);
  const first = past[0];
  if (first === undefined) return;
  const counted = withoutRepeats(past);
  const agenda = new Set(instantsFrom(question, past, until));
  const lengths = lengthsOf(question);
  let memory = noMemory(question);
  let now = first.t;
  while (now <= until) {
    const world = worldAt(question, { recorded: past, counted }, now, memory);
    const later = remember(world, memory, lengths);
    for (const t of later.again) agenda.add(t);
    memory = later.memory;
    const listed = Math.min(until + 1, ...[...agenda].filter((t) => t > now));
    const settled = memory;
    const next = firstMove(question.rules, now, listed, (t) =>
      frozenAt(question, { recorded: past, counted }, t, settled),
    );
    yield { world, next };
    now = next;
  }
}

interface Events {
  readonly recorded: readonly InkEvent[];
  readonly counted: readonly InkEvent[];
}

function noMemory({ rules, recordedFrom }: Question): Memory {
  const starts = [recordedFrom.all, ...Object.values(recordedFrom.byKey ?? {})];
  const hidden = starts.some((t) => t > 0);
  return {
    places: new Map(rules.segments.map((rule) => [rule.id, firstPlaces(rule, hidden)])),
    standings: new Map(
      rules.segments.map((rule) => [rule.id, { in: false, since: null, changes: [] }]),
    ),
  };
}

/** A world whose memberships are those that were just settled: for looking between instants. */
function frozenAt(question: Question, events: Events, now: number, memory: Memory): World {
  return {
    ...question,
    now,
    recorded: events.recorded.filter((event) => event.t <= now),
    events: events.counted.filter((event) => event.t <= now),
    standing: (segment) => memory.standings.get(segment)!,
  };
}

/** The possible places of every latch at a world's instant. */
const placesOf = new WeakMap<World, Map<string, readonly Place[]>>();

/**
 * A world whose memberships are decided when they are asked for: each once, on top of what was
 * before. No rule refers to itself, however far round, so the asking ends.
 */
function worldAt(question: Question, events: Events, now: number, memory: Memory): World {
  const standings = new Map<string, Standing>();
  const places = new Map<string, readonly Place[]>();
  const world: World = {
    ...frozenAt(question, events, now, memory),
    standing(segment) {
      const known = standings.get(segment);
      if (known !== undefined) return known;
      const decided = decide(segment, own);
      standings.set(segment, decided);
      return decided;
    },
  };
  const own = (id: string): Truth => {
    const rule = ruleOf(question, id);
    const known =
      places.get(id) ?? nextPlaces(rule, memory.places.get(id)!, { ...asked(rule, world), now });
    places.set(id, known);
    return truthOf(known);
  };
  const decide = (id: string, ownState: (id: string) => Truth): Standing => {
    const before = memory.standings.get(id)!;
    const effective = effectiveState(question, id, ownState);
    if ((effective === true) === (before.in === true)) return { ...before, in: effective };
    const changes = [...before.changes, { t: now, in: effective === true }];
    return { in: effective, since: effective === true ? now : null, changes };
  };
  placesOf.set(world, places);
  return world;
}

function ruleOf({ rules }: Question, id: string): SegmentRule {
  return rules.segments.find((rule) => rule.id === id)!;
}

/** In iff the own state is in, and in no group an earlier segment's own state is. */
function effectiveState({ rules }: Question, id: string, own: (id: string) => Truth): Truth {
  const earlier = rules.groups
    .filter((group) => group.segments.includes(id))
    .flatMap((group) => group.segments.slice(0, group.segments.indexOf(id)));
  const answers: Truth[] = [own(id), ...earlier.map((other) => opposite(own(other)))];
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function opposite(a: Truth): Truth {
  return a === null ? null : !a;
}

/**
 * Decides every segment. Says too at which instants something that happened now will matter
 * again: a change of membership when it leaves a window, a latch that moved when its dwell ends.
 */
function remember(
  world: World,
  before: Memory,
  lengths: readonly number[],
): { readonly memory: Memory; readonly again: number[] } {
  const { segments } = world.rules;
  const standings = new Map(segments.map(({ id }) => [id, world.standing(id)] as const));
  const places = placesOf.get(world)!;
  const changes = (of: ReadonlyMap<string, Standing>, id: string): number =>
    of.get(id)!.changes.length;
  const changed = segments.some(
    ({ id }) => changes(standings, id) !== changes(before.standings, id),
  );
  const moved = segments.filter(
    ({ id, dwellMs }) => dwellMs > 0 && places.get(id)!.includes(world.now),
  );
  const again = [...(changed ? lengths : []), ...moved.map((rule) => rule.dwellMs)];
  return { memory: { standings, places }, again: again.map((ms) => world.now + ms) };
}
