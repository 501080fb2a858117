import { COHORT_WEEKS, PAIR } from './buckets.ts';
import { dayName, weekStart } from './calendar.ts';
import { addRow, type Draft } from './draft.ts';

/**
 * Counts the browser once on a day and once in a week.
 *
 * @returns Whether this is its first activity of the day.
 */
export function countDay(draft: Draft): boolean {
  const { today } = draft;
  if (today <= draft.day) return false;
  addRow(draft, '*', 'visitors');
  if (draft.step.lostHistory) addRow(draft, '*', 'lost_history');
  else if (draft.first < 0) addRow(draft, '*', 'new_visitors');
  if (draft.first < 0) draft.first = today;
  const week = weekStart(today);
  if (week > weekStart(draft.day)) {
    for (const [key, from] of [
      ['*', weekStart(draft.first)] as const,
      ...Object.entries(draft.cohorts),
    ]) {
      if (week - from <= COHORT_WEEKS * 7) {
        addRow(draft, key, 'retained', { bucket: dayName(from) });
      }
    }
  }
  draft.day = today;
  draft.seen = [];
  return true;
}

/** Counts each held segment once a day; nothing where only time passed. */
export function markIn(draft: Draft): void {
  if (!draft.step.event || draft.day !== draft.today) return;
  for (const key of Object.keys(draft.held)) {
    if (draft.seen.includes(key)) continue;
    draft.seen.push(key);
    addRow(draft, key, 'in');
    if (!(key in draft.cohorts)) {
      draft.cohorts[key] = weekStart(draft.today);
      addRow(draft, key, 'retained', { bucket: dayName(weekStart(draft.today)) });
    }
  }
}

/** Counts what the event itself is: a view, a beat, a session's first, a conversion. */
export function countActivity(draft: Draft): void {
  const { event, conversions = [] } = draft.step;
  if (!event) return;
  for (const { id: bucket, cents } of conversions) {
    for (const key of ['*', ...Object.keys(draft.held)]) {
      addRow(draft, key, 'conversions', { bucket });
      addRow(draft, key, 'revenue', { bucket, delta: Math.max(0, Math.round(cents)) });
    }
  }
  if (event.session > draft.session) {
    draft.session = event.session;
    addRow(draft, '*', 'sessions');
  }
  if (event.type === 'page_view') addRow(draft, '*', 'page_views');
  if (event.type === 'user_engagement') {
    const ms = draft.ms + (Number(event.params.engagement_time_msec) || 0);
    draft.ms = ms % 1000;
    addRow(draft, '*', 'engaged', { delta: Math.floor(ms / 1000) });
  }
}

/** Draws one of the site's pairs, each with probability 2 / (n · (n − 1)), and says how it is. */
export function drawPair(draft: Draft): void {
  const { program, random } = draft.step;
  const n = program.segments.length;
  if (n < 2) return;
  const i = random() % n;
  const j = (i + 1 + (random() % (n - 1))) % n;
  const [a, b] = [program.segments[i]!, program.segments[j]!].sort((x, y) =>
    x.id < y.id ? -1 : 1,
  );
  const held = ({ id }: { id: string }): boolean => draft.keys.get(id)! in draft.held;
  const outcome = (held(a!) ? 2 : 0) + (held(b!) ? 1 : 0);
  addRow(draft, `${a!.id}&${b!.id}/${a!.def}&${b!.def}`, 'pair', { bucket: PAIR[outcome]! });
}
