import * as code from '../code.ts';
import type { MeasureMaker } from '../measures.ts';
import { openWindow, untilLapse } from '../window.ts';
import { playerOf, type Run, type StepCode } from './sequence-player.ts';

/** How many sequences were completed in a window. */
export const makeSequence: MeasureMaker = (measure, { kernel, stream: use }) => {
  const [, index, window, keyed, ...steps] = measure as readonly [
    number,
    number,
    code.WindowCode,
    number,
    ...StepCode[],
  ];
  const stream = use(index, window);
  const player = playerOf(stream, keyed !== 0, steps);
  const [kind, fromMs, toMs] = window;
  return (t) => {
    openWindow(kernel, stream, window, t, 1);
    if (kind !== code.ROLLING) untilLapse(kernel, stream, window);
    const { low, high, start, end } = kernel;
    let count = 0;
    const take = ({ first, firstT, last, endT }: Run): void => {
      let until = endT;
      if (first - stream.dropped < low) return;
      if (last - stream.dropped < high && endT < end && endT <= t) {
        count++;
        until = kind === code.ROLLING ? firstT + fromMs! : Infinity;
      } else if (kind === code.ROLLING) until = endT + toMs!;
      if (until > t && until < kernel.until) kernel.until = until;
    };
    // The runs that are done are in the order of their ends.
    for (let i = player.done.length - 1; i >= 0 && player.done[i]!.endT >= start; i--) {
      take(player.done[i]!);
    }
    for (const run of player.pending) take(run);
    return count;
  };
};
