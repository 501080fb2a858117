import { DAY_MS, dayName, type Report, type ReportRow, splitReports } from '@inkling/report';
import type { Random } from './random.ts';

/** A report and the instant at which the browser let go of it, ms since the epoch. */
export interface SentReport {
  readonly at: number;
  readonly report: Report;
}

/** What a browser has to say, and when it says it: as the SDK sends. */
export interface Outbox {
  /** Rows of one step at `t`. */
  put(t: number, rows: readonly ReportRow[]): void;
  /** A page begins: more may be sent. */
  openPage(t: number): void;
  /** The page is left. */
  leave(t: number): void;
  /** Reports that were sent. */
  readonly sent: readonly SentReport[];
  /** Reports that wait, or waited too long: never sent. */
  unsent(): readonly Report[];
}

/** Reports are made once nothing has happened for this long, ms. */
const QUIET_MS = 3_000;
/** Requests a page view, and more when it is left. */
const A_PAGE = 2;
const ON_LEAVING = 1;
/** Days that a report waits at the most. */
const MOST_DAYS = 7;

/** Makes an empty one. */
export function createOutbox(site: string, random: Random): Outbox {
  const sent: SentReport[] = [];
  const dropped: Report[] = [];
  let rows: ReportRow[] = [];
  let queue: Report[] = [];
  let last = 0;
  let budget = 0;

  function seal(t: number): void {
    const today = Math.floor(t / DAY_MS);
    const oldest = dayName(today - MOST_DAYS);
    const fresh = queue.filter(({ id }) => id.slice(0, 10) >= oldest);
    const delta = queue.length - fresh.length;
    if (delta > 0) {
      dropped.push(...queue.filter((report) => !fresh.includes(report)));
      rows.push({ day: dayName(today), subject: '*', def: '', metric: 'dropped', delta });
    }
    queue = [...fresh, ...splitReports(rows, { site, random })];
    rows = [];
  }

  function send(t: number): void {
    for (const report of queue.splice(0, budget)) {
      budget--;
      sent.push({ at: t, report });
    }
  }

  function rest(t: number): void {
    if (rows.length === 0 || t < last + QUIET_MS) return;
    seal(last + QUIET_MS);
    send(last + QUIET_MS);
  }

  return {
    sent,
    put(t, more) {
      rest(t);
      last = t;
      rows.push(...more);
    },
    openPage(t) {
      rest(t);
      budget = A_PAGE;
    },
    leave(t) {
      rest(t);
      budget += ON_LEAVING;
      send(t);
      budget = 0;
    },
    unsent: () => [...dropped, ...queue, ...splitReports(rows, { site, random })],
  };
}
