import type { Experience } from '../activation.ts';
import type { Rules } from '../ast.ts';
import { writtenSegments } from '../cells.ts';
import { parseDate } from '../parse/instant.ts';
import { createLocalClock } from '../parse/local-clock.ts';
import { wordList } from '../words/list.ts';
import type { Finding, FindingCode } from './finding.ts';

type Told = readonly [code: FindingCode, key: string, words: string, repair: string];

/**
 * What is hardly meant of experiences, one by one and between them.
 *
 * @param today - `YYYY-MM-DD`.
 */
export function findExperiences(rules: Rules, today: string): readonly Finding[] {
  const startMs = startOf(today, rules.timezone);
  return rules.experiences.flatMap((experience) => {
    const { id } = experience;
    const told: readonly Told[] = [
      ...findMessage(experience, rules),
      ...findCaps(experience),
      ...findSchedule(experience, startMs),
      ...findHoldout(experience, rules),
      ...findRivals(experience, rules),
    ];
    return told.map(([code, key, words, repair]): Finding => {
      return { code, level: 'warning', path: `experiences.${id}.${key}`, words, repair };
    });
  });
}

function startOf(today: string, timezone: string): number {
  const day = parseDate(today);
  const clock = createLocalClock(timezone);
  return day && clock ? clock.startOfDay(...day) : -Infinity;
}

/** What it is for, and that it says what the segment was made to hear. */
function findMessage({ id, segment, doc }: Experience, rules: Rules): readonly Told[] {
  const target = writtenSegments(rules).find((one) => one.id === segment)?.doc;
  const told: Told[] = [];
  if (target?.objective === null) {
    const words = `${id} is shown to ${segment}, which has no objective.`;
    told.push(['no-objective', 'segment', words, 'Say in the segment what it is for.']);
  }
  if (doc.message === null) {
    const words = `${id} has no message.`;
    const repair = `Name in "message" what it tells, as ${segment} behaves.`;
    told.push(['no-message', 'message', words, repair]);
  } else if (target?.message && target.message !== doc.message) {
    const words = `${id} tells "${doc.message}", and ${segment} is there for "${target.message}".`;
    const repair = 'Use the same message in both, or another segment.';
    told.push(['other-message', 'message', words, repair]);
  }
  return told;
}

/** Content of its own that comes back on every page. */
function findCaps({ id, caps, coolDownMs, variants }: Experience): readonly Told[] {
  const { session, day, ever } = caps;
  if (session !== null || day !== null || ever !== null || coolDownMs > 0) return [];
  // The page's own template is part of the page, as often as the page is seen.
  if (variants.every(({ content }) => content === null)) return [];
  const words = `${id} is shown on every page view, without a cap and without a cool-down.`;
  const repair = 'Set "caps", such as {"session": 1, "ever": 5}, or "coolDown".';
  return [['no-caps', 'caps', words, repair]];
}

function findSchedule({ id, schedule }: Experience, startMs: number): readonly Told[] {
  if (schedule.to === null || schedule.to > startMs) return [];
  const repair = 'Take it out, or give it a later end.';
  return [['schedule-past', 'schedule.to', `The schedule of ${id} has passed.`, repair]];
}

/** The largest holdout of a segment is that of all its experiences. */
function findHoldout(
  { id, segment, holdout }: Experience,
  { experiences }: Rules,
): readonly Told[] {
  const shares = experiences.map((one) => (one.segment === segment ? one.holdout : 0));
  const most = Math.max(...shares);
  if (holdout === most) return [];
  const larger = experiences.find((one) => one.segment === segment && one.holdout === most)!;
  const words = `${id} holds out ${holdout} of ${segment}, but ${larger.id} holds out ${most}, which counts for both.`;
  const repair = 'Give all experiences of a segment the same holdout.';
  return [['other-holdout', 'holdout', words, repair]];
}

/** Earlier ones that want the same slot with the same right. */
function findRivals(experience: Experience, rules: Rules): readonly Told[] {
  const { id, slot, priority } = experience;
  const before = rules.experiences.slice(0, rules.experiences.indexOf(experience));
  const rivals = before.filter(
    (one) => one.slot === slot && one.priority === priority && mayMeet(one, experience, rules),
  );
  if (rivals.length === 0) return [];
  const names = rivals.map((one) => one.id);
  const words = `${id} and ${wordList(names, 'and')} share the slot ${slot} with the same priority; the first in the file wins.`;
  return [['same-priority', 'priority', words, 'Give each a "priority" of its own.']];
}

/** Whether one visitor may be offered both at one instant. */
function mayMeet(a: Experience, b: Experience, { groups }: Rules): boolean {
  const exclusive = groups.some(
    ({ segments }) =>
      a.segment !== b.segment && segments.includes(a.segment) && segments.includes(b.segment),
  );
  const apart = a.namespace && b.namespace && a.namespace.name === b.namespace.name;
  const parted =
    apart && (a.namespace.to <= b.namespace.from || b.namespace.to <= a.namespace.from);
  const ends = (x: Experience, y: Experience): boolean =>
    x.schedule.to !== null && y.schedule.from !== null && x.schedule.to <= y.schedule.from;
  return !exclusive && !parted && !ends(a, b) && !ends(b, a);
}
