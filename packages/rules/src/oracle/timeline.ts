import type { InkEvent } from '@inkling/engine';
import type { SegmentRule } from '../ast.ts';
import { withoutRepeats } from './history.ts';
import { instantsFrom, lengthsOf } from './instants.ts';
import { firstLatch, type Latch, nextLatch } from './latch.ts';
import { firstMove } from './moving.ts';
import type { Question } from './question.ts';
import { readsOfSegment, recordedSince } from './recorded.ts';
import { inOneSessionAtATime } from './sessions.ts';
import type { Truth } from './value.ts';
import type { Standing, World } from './world.ts';

/** One stretch of a visitor's life in which nothing changes: from `world.now` to before `next`. */
export interface Stretch {
  readonly world: World;
  readonly next: number;
}

/** What the past leaves behind for the next instant. */
interface Memory {
  readonly latches: ReadonlyMap<string, Latch>;
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
  const past = inOneSessionAtATime(events.filter((event) => event.t <= until));
  const first = past[0];
  if (first === undefined) return;
  const counted = withoutRepeats(past);
  const agenda = new Set(instantsFrom(question, past, until));
  const lengths = lengthsOf(question);
  let memory = noMemory(question, first.t);
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

/** Before the first event: nobody is in anything, as far as is known. */
function noMemory({ rules, recordedFrom }: Question, now: number): Memory {
  const nobody = { in: false, since: null, changes: [] };
  return {
    latches: new Map(
      rules.segments.map((rule) => [rule.id, firstLatch(rule, { rules, recordedFrom, now })]),
    ),
    standings: new Map(
      rules.segments.map((rule) => {
        const sinces = readsOfSegment(rule.id, rules).map((reads) =>
          recordedSince(reads, recordedFrom),
        );
        const knownSince = Math.max(Number.NEGATIVE_INFINITY, ...sinces);
        return [rule.id, { ...nobody, knownSince }];
      }),
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

/** Where every latch stands at a world's instant. */
const latchesOf = new WeakMap<World, Map<string, Latch>>();

/**
 * A world whose memberships are decided when they are asked for: each once, on top of what was
 * before. No rule refers to itself, however far round, so the asking ends.
 */
function worldAt(question: Question, events: Events, now: number, memory: Memory): World {
  const standings = new Map<string, Standing>();
  const latches = new Map<string, Latch>();
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
    const known = latches.get(id);
    const latch = known ?? nextLatch(ruleOf(question, id), memory.latches.get(id)!, world);
    latches.set(id, latch);
    return latch.in;
  };
  const decide = (id: string, ownState: (id: string) => Truth): Standing => {
    const before = memory.standings.get(id)!;
    const effective = effectiveState(question, id, ownState);
    const knownSince = knownSinceOf(before, effective, now);
    const present = { in: effective, knownSince, since: before.since, changes: before.changes };
    const [was, is] = [before.in === true, effective === true];
    if (was === is) return present;
    return { ...present, since: is ? now : null, changes: [...before.changes, { t: now, in: is }] };
  };
  latchesOf.set(world, latches);
  return world;
}

function knownSinceOf(before: Standing, now: Truth, t: number): number {
  if (now === null) return Number.POSITIVE_INFINITY;
  return before.in === null ? t : before.knownSince;
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
  const latches = latchesOf.get(world)!;
  const changed = segments.some(({ id }) => standings.get(id)!.in !== before.standings.get(id)!.in);
  const moved = segments.filter(
    ({ id, dwellMs }) => dwellMs > 0 && latches.get(id)!.since === world.now,
  );
  // A window that reaches back `ms` holds the instant until `ms - 1` after it has begun to know.
  const again = [
    ...(changed ? lengths.flatMap((ms) => [ms - 1, ms]) : []),
    ...moved.map((rule) => rule.dwellMs),
  ];
  return { memory: { standings, latches }, again: again.map((ms) => world.now + ms) };
}
