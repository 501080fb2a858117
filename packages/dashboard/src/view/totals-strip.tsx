import type { Overview } from '../api/load-overview.ts';
import { shortDay } from '../data/days.ts';
import { duration, whole } from '../data/words.ts';

/** What everybody did today and in the period. */
export function TotalsStrip({ overview: { today, period, days } }: { overview: Overview }) {
  const cells = [
    ['Visitors', whole(today.visitorDays), whole(period.visitorDays)],
    ['of them new', whole(today.newVisitors), whole(period.newVisitors)],
    ['Sessions', whole(today.sessions), whole(period.sessions)],
    ['Page views', whole(today.pageViews), whole(period.pageViews)],
    ['Engaged time', duration(today.engagedSeconds), duration(period.engagedSeconds)],
  ] as const;
  const last = days[days.length - 1] ?? '';
  return (
    <section class="totals" aria-label="Everybody">
      <dl>
        {cells.map(([name, now, all]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b>{now}</b> today
            </dd>
            <dd class="minor">
              {all} in {days.length} days
            </dd>
          </div>
        ))}
      </dl>
      <p class="minor">
        Today is {shortDay(last)} and not over yet. The {days.length} days are{' '}
        {shortDay(days[0] ?? '')} to {shortDay(last)}.
      </p>
    </section>
  );
}
