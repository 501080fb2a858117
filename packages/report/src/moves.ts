import { dwellBucket } from './buckets.ts';
import { addRow, type Draft, isHeld } from './draft.ts';

/** How long ago a change may lie and still be booked on its own day, in days. */
const LATEST_DAYS = 7;

/** Counts the transitions in `(from, to]`, in their order. */
export function replay(draft: Draft, from: number, to: number): void {
  for (const { segment, t, in: into } of draft.step.transitions) {
    if (t > from && t <= to) move(draft, segment, t, into);
  }
}

/**
 * Brings what is held in line with the memberships, where transitions did not tell the whole
 * story: another tab drained them, or a new rule met an old history. What began before `from` is
 * taken as having always been so and counts as no entry.
 */
export function reconcile(draft: Draft, from: number): void {
  const { memberships, t } = draft.step;
  for (const { segment, in: into, since } of memberships) {
    const start = since ?? t;
    move(draft, segment, into ? start : t, into, into && start <= from);
  }
}

/** A change that lies too far back to be booked on its day counts as `late`. */
function move(draft: Draft, segment: string, t: number, into: boolean, isSilent = false): void {
  const share = draft.shares.find(({ id }) => id === segment);
  if (!share || into === isHeld(share)) return;
  const { since = t } = share;
  const day = draft.step.dayOf(t);
  draft.touched.add(share);
  if (into) share.since = t;
  else delete share.since;
  if (isSilent) return;
  if (day < draft.today - LATEST_DAYS) addRow(draft, share, 'late');
  else {
    addRow(draft, share, into ? 'entered' : 'left', '', 1, day);
    if (!into) addRow(draft, share, 'dwell', dwellBucket(t - since), 1, day);
  }
}
