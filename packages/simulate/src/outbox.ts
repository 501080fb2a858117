import {
  addRows,
  MOST_SENT,
  type Report,
  type ReportRow,
  sealReports,
  splitReports,
  type Waiting,
} from '@inkling/report';
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
  /** What waits, or waited too long, as reports: never sent. */
  unsent(): readonly Report[];
}

/** Reports are made once nothing has happened for this long, ms. */
const QUIET_MS = 3_000;

/** Makes an empty one. */
export function createOutbox(site: string, random: Random): Outbox {
  const sent: SentReport[] = [];
  let said: readonly ReportRow[] = [];
  let waiting: Waiting = { rows: [], queue: [] };
  let last = 0;
  let quota = 0;
  let isResting = true;

  function send(t: number, most: number): void {
    const reports = waiting.queue.slice(0, most);
    waiting = { ...waiting, queue: waiting.queue.slice(reports.length) };
    quota -= reports.length;
    sent.push(...reports.map((report) => ({ at: t, report })));
  }

  function rest(t: number): void {
    const at = last + QUIET_MS;
    if (isResting || t < at) return;
    isResting = true;
    const most = Math.max(quota + 1 - waiting.queue.length, 0);
    waiting = sealReports(waiting, { site, now: at, most, random });
    send(at, Math.max(quota, 0));
  }

  return {
    sent,
    put(t, rows) {
      rest(t);
      last = t;
      isResting = false;
      said = addRows(said, rows, random);
      waiting = { ...waiting, rows: addRows(waiting.rows, rows, random) };
    },
    openPage(t) {
      rest(t);
      quota = MOST_SENT;
    },
    leave(t) {
      rest(t);
      send(t, quota + 1);
    },
    unsent() {
      const gone = sent
        .flatMap(({ report }) => report.rows)
        .filter(({ metric }) => metric !== 'dropped')
        .map((row) => ({ ...row, delta: -row.delta }));
      return splitReports(addRows(said, gone, random), { site, random });
    },
  };
}
