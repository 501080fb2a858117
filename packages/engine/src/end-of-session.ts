import type { Kernel } from './kernel.ts';
import { sessionEnd } from './sessioniser.ts';

/** When the running session ends; `-Infinity` when there was none. */
export function endOfSession({ sessionStarts, last, sessionRules, calendar }: Kernel): number {
  const start = sessionStarts.at(-1);
  return start === undefined ? -Infinity : sessionEnd({ start, last }, sessionRules, calendar);
}
