import { type Cells, cellRow, type Metric } from '@inkling/report';
import type { Figure } from './report.ts';
import type { Simulation } from './simulate.ts';

/** Which cells a figure adds up; a part that is left out takes all. */
export interface Which {
  readonly subject: string;
  readonly metric: Metric;
  readonly day?: string;
  readonly bucket?: string;
}

/** Adds up cells of all four ledgers of a simulation. */
export type Figures = (which: Which) => Figure;

/** Reads the ledgers once, so that each figure is four look-ups. */
export function readFigures({ truth, told, lost, counted }: Simulation): Figures {
  const [isTrue, isTold, isLost, isCounted] = [truth, told, lost, counted].map(indexOf);
  return (which) => {
    const key = keyOf(which);
    const [a, b, c, d] = [isTrue, isTold, isLost, isCounted].map((index) => index?.get(key) ?? 0);
    const [toldSum, lostSum, countedSum] = [b ?? 0, c ?? 0, d ?? 0];
    return {
      truth: a ?? 0,
      told: toldSum,
      lost: lostSum,
      counted: countedSum,
      error: countedSum + lostSum - toldSum,
    };
  };
}

function keyOf({ subject, metric, day = '', bucket = '' }: Which): string {
  return [subject, metric, day, bucket].join('|');
}

function indexOf(cells: Cells): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  for (const [cell, sum] of cells) {
    const { subject, metric, day, bucket = '' } = cellRow(cell, sum);
    const keys = new Set([
      keyOf({ subject, metric }),
      keyOf({ subject, metric, day }),
      keyOf({ subject, metric, bucket }),
      keyOf({ subject, metric, day, bucket }),
    ]);
    for (const key of keys) index.set(key, (index.get(key) ?? 0) + sum);
  }
  return index;
}
