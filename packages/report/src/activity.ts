import { COHORT_WEEKS, PAIR } from './buckets.ts';
import { dayName, weekStart } from './calendar.ts';
import { addRow, type Draft, isHeld, type OpenShare } from './draft.ts';

/**
 * Counts the browser once on a day and, with the cohorts it belongs to, once in a week.
 *
 * @returns Whether this is its first activity of the day.
 */
export function countDay(draft: Draft): boolean {
  const { everybody, shares, step, today } = draft;
  const { day = -1 } = everybody;
  if (today <= day) return false;
  everybody.day = today;
  addRow(draft, everybody, 'visitors');
  if (step.lostHistory) addRow(draft, everybody, 'lost_history');
  else if (day < 0) addRow(draft, everybody, 'new_visitors');
  if (weekStart(today) > weekStart(day)) {
    for (const share of [everybody, ...shares]) {
      if (share.week !== undefined) countWeek(draft, share, share.week);
    }
  }
  if (day < 0) joinCohort(draft, everybody);
  return true;
}

function countWeek(draft: Draft, share: OpenShare, week: number): void {
  if (draft.today - week < (COHORT_WEEKS + 1) * 7) {
    addRow(draft, share, 'retained', dayName(week));
  }
}

function joinCohort(draft: Draft, share: OpenShare): void {
  share.week = weekStart(draft.today);
  countWeek(draft, share, share.week);
}

/** Counts each held segment once a day; nothing where only time passed. */
export function markIn(draft: Draft): void {
  const { everybody, shares, step, today } = draft;
  if (!step.event || everybody.day !== today) return;
  for (const share of shares) {
    if (!isHeld(share) || share.day === today) continue;
    share.day = today;
    addRow(draft, share, 'in');
    if (share.week === undefined) joinCohort(draft, share);
  }
}

/** Counts what the event itself is: a view, a beat, a session's first, a conversion. */
export function countActivity(draft: Draft): void {
  const { everybody, shares, step } = draft;
  const { event, conversions = [] } = step;
  if (!event) return;
  for (const { id, cents } of conversions) {
    for (const share of [everybody, ...shares.filter(isHeld)]) {
      addRow(draft, share, 'conversions', id);
      addRow(draft, share, 'revenue', id, Math.max(0, Math.round(cents)));
    }
  }
  if (event.session > draft.session) {
    draft.session = event.session;
    addRow(draft, everybody, 'sessions');
  }
  if (event.type === 'page_view') addRow(draft, everybody, 'page_views');
  if (event.type === 'user_engagement') {
    draft.ms += Number(event.params.engagement_time_msec) || 0;
    addRow(draft, everybody, 'engaged', '', Math.floor(draft.ms / 1000));
    draft.ms %= 1000;
  }
}

/** Draws one of the site's pairs, each with probability 2 / (n · (n − 1)), and says how it is. */
export function drawPair(draft: Draft): void {
  const { shares, step } = draft;
  const n = shares.length;
  if (n < 2) return;
  const i = step.random() % n;
  const j = (i + 1 + (step.random() % (n - 1))) % n;
  const [a, b] = [shares[i]!, shares[j]!].sort((x, y) => (x.id < y.id ? -1 : 1)) as [
    OpenShare,
    OpenShare,
  ];
  const outcome = (isHeld(a) ? 2 : 0) + (isHeld(b) ? 1 : 0);
  addRow(draft, { id: `${a.id}&${b.id}`, def: `${a.def}&${b.def}` }, 'pair', PAIR[outcome]);
}
