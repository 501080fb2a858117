import { dwellBucket } from './buckets.ts';
import { dayNumber } from './calendar.ts';
import { addRow, type Draft } from './draft.ts';

/** How long ago a change may lie and still be booked on its own day, in days. */
const LATEST_DAYS = 7;

/** Counts the transitions in `(from, to]`, in their order. */
export function replay(draft: Draft, from: number, to: number): void {
  for (const { segment, t, in: into } of draft.step.transitions) {
    const key = draft.keys.get(segment);
    if (key && t > from && t <= to) move(draft, key, t, into);
  }
}

/**
 * Brings what is held in line with the memberships, where transitions did not tell the whole
 * story: another tab drained them, or a new rule met an old history. What began before `from` is
 * taken as having always been so and counts as no entry.
 */
export function reconcile(draft: Draft, from: number): void {
  for (const { segment, in: into, since } of draft.step.memberships) {
    const key = draft.keys.get(segment);
    if (!key || into === key in draft.held) continue;
    if (!into) move(draft, key, draft.step.t, false);
    else if (since !== null && since > from) move(draft, key, since, true);
    else {
      draft.held[key] = since ?? draft.step.t;
      draft.touched.add(key);
    }
  }
}

/** A change that lies too far back to be booked on its day counts as `late`. */
function move(draft: Draft, key: string, t: number, into: boolean): void {
  const { held } = draft;
  if (into === key in held) return;
  const day = dayNumber(t, draft.step.program.zone);
  const late = day < draft.today - LATEST_DAYS;
  draft.touched.add(key);
  if (late) addRow(draft, key, 'late');
  else addRow(draft, key, into ? 'entered' : 'left', { day });
  if (into) {
    held[key] = t;
    return;
  }
  if (!late) addRow(draft, key, 'dwell', { bucket: dwellBucket(t - (held[key] ?? t)), day });
  delete held[key];
}
