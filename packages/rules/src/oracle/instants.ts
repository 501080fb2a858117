import type { InkEvent } from '@inkling/engine';
import type { PeriodUnit, Window } from '../ast.ts';
import { shiftBack } from './derived.ts';
import { dayOf, dayStart, periodOf, periodStart } from './local-time.ts';
import { measuresOf } from './parts.ts';
import type { Question } from './question.ts';

/**
 * A list of instants outside of which nothing that a rule file asks can change, but for the
 * measures that move by themselves (`moving.ts`).
 *
 * Why it is right. A measure is a function of the events its window holds (and, for some, of
 * which local period it is). An event enters a window when it happens, or when the window's near
 * end reaches it (t + to), and leaves when the far end does (t + from); calendar windows and
 * periods change at the starts of periods; sessions change when they end; a wait for nothing to
 * happen ends after its time. So all sums of every event's instant and every length that the
 * rules name, and all starts of periods, hold every instant of change. Far more are listed than
 * needed: to look once too often does no harm.
 */
export function instantsFrom(
  question: Question,
  events: readonly InkEvent[],
  until: number,
): number[] {
  const first = events[0]?.t ?? until;
  const bases = [...events.map((event) => event.t), ...recordingStarts(question)];
  const lengths = lengthsOf(question);
  const sums = bases.flatMap((t) => [t, ...lengths.map((ms) => t + ms)]);
  const sessions = events.flatMap((event) => [
    event.t + question.rules.session.timeoutMs,
    event.session + (question.rules.session.maxMs ?? 0),
    dayStart(question.zone, dayOf(question.zone, event.session) + 1),
  ]);
  const starts = unitsOf(question).flatMap((unit) => periodStarts(question, unit, first, until));
  const all = [...sums, ...sessions, ...starts, ...boundsOf(question)];
  return [...new Set(all)].filter((t) => t >= first && t <= until).sort((a, b) => a - b);
}

/** Where recording begins, and the instants around it: from there on a window is complete. */
function recordingStarts({ recordedFrom }: Question): number[] {
  return [recordedFrom.all, ...Object.values(recordedFrom.byKey ?? {})]
    .filter((t) => t > 0)
    .flatMap((t) => [t - 1, t]);
}

function windowsOf(question: Question): Window[] {
  return measuresOf(question.rules).flatMap((measure) => {
    if (measure.kind === 'trend' && 'window' in measure.of) {
      const before = shiftBack(measure.of);
      return 'window' in before ? [before.window] : [];
    }
    return 'window' in measure ? [measure.window] : [];
  });
}

/** Every length of time that a window, a step or a stay is as long as, ms. */
export function lengthsOf(question: Question): number[] {
  const windows = windowsOf(question).flatMap((window) => {
    if (window.kind === 'rolling') return [window.fromMs, window.toMs];
    return window.kind === 'within-first' ? [window.ms] : [];
  });
  const steps = measuresOf(question.rules).flatMap((measure) =>
    measure.kind === 'sequence' ? measure.steps.map((step) => step.withinMs ?? 0) : [],
  );
  // A sequence that ends by a wait is complete after it, and then a window's edge may reach it.
  const waits = windows.flatMap((ms) => steps.map((wait) => ms + wait));
  const dwells = question.rules.segments.map((segment) => segment.dwellMs);
  return [...new Set([...windows, ...steps, ...waits, ...dwells])];
}

function boundsOf(question: Question): number[] {
  return windowsOf(question).flatMap((window) =>
    window.kind === 'absolute' ? [window.from, window.to ?? window.from] : [],
  );
}

type LocalUnit = Exclude<PeriodUnit, 'session'>;

/** The local units that some measure follows. */
function unitsOf(question: Question): LocalUnit[] {
  const units = new Set<LocalUnit>();
  for (const window of windowsOf(question)) if (window.kind === 'calendar') units.add(window.unit);
  for (const measure of measuresOf(question.rules)) {
    if (measure.kind === 'regular') units.add('day');
    if (measure.kind === 'streak') units.add(measure.unit);
  }
  return [...units];
}

function periodStarts({ zone }: Question, unit: LocalUnit, from: number, until: number): number[] {
  const starts: number[] = [];
  const last = periodOf(zone, unit, until);
  for (let p = periodOf(zone, unit, from); p <= last; p += 1)
    starts.push(periodStart(zone, unit, p));
  return starts;
}
