import { InvalidArgumentError } from 'commander';
import type { Io } from '../io.ts';

const DAY_MS = 86_400_000;
/** Days shown when none are named: today and the week before. */
const DAYS = 8;

/** The days that flags name: the last eight unless they say otherwise. */
export function lastDays(
  flags: { readonly from?: string; readonly to?: string },
  io: Pick<Io, 'now'>,
): { readonly from: string; readonly to: string } {
  const to = flags.to ?? dayName(io.now());
  return { from: flags.from ?? dayName(Date.parse(to) - (DAYS - 1) * DAY_MS), to };
}

/** @throws InvalidArgumentError for what is no day. */
export function parseDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && dayName(Date.parse(text)) === text) return text;
  throw new InvalidArgumentError('Expected a day such as 2026-03-01.');
}

function dayName(ms: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
}
