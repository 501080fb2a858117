import type { DaySize } from '../data/day-size.ts';
import { whole } from '../data/words.ts';

const WIDTH = 112;
const HEIGHT = 28;

/** A segment's size by day, as small bars from zero; days before counting began are left blank. */
export function Spark({ byDay }: { byDay: readonly DaySize[] }) {
  const known = byDay.filter((day) => day.size !== null);
  const top = Math.max(1, ...known.map((day) => day.size ?? 0));
  const step = WIDTH / byDay.length;
  const first = known[0]?.size ?? 0;
  const last = known[known.length - 1]?.size ?? 0;
  const label =
    known.length < 2
      ? 'No more than one day is counted'
      : `From ${whole(first)} to ${whole(last)} in ${known.length} days`;
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path class="axis" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      {byDay.map(({ day, size }, i) => {
        const height = ((size ?? 0) / top) * (HEIGHT - 3);
        return size === null ? null : (
          <rect
            key={day}
            x={i * step + 0.5}
            y={HEIGHT - 1 - height}
            width={Math.max(1, step - 1)}
            height={height}
          />
        );
      })}
    </svg>
  );
}
