import { useRef, useState } from 'preact/hooks';
import type { Access } from '../access.ts';
import { LEAST_VISITS } from '../data/words.ts';
import { EmptyState } from './empty-state.tsx';
import { Header } from './header.tsx';
import { ProblemNote } from './problem-note.tsx';
import { SegmentTable } from './segment-table.tsx';
import { SizePanel } from './size-panel.tsx';
import { TotalsStrip } from './totals-strip.tsx';
import { useOverview } from './use-overview.ts';

interface Props {
  readonly win: Window;
  readonly access: Access;
  readonly onLeave: () => void;
}

/** The overview of one site. */
export function OverviewPage({ win, access, onLeave }: Props) {
  const [length, setLength] = useState(28);
  const [chosen, setChosen] = useState<string | null>(null);
  const { overview, problem } = useOverview(win, access, length);
  const empty = overview !== null && overview.period.pageViews === 0;
  // Stays once it was shown: whoever waits for the light wants to see it turn green.
  const waited = useRef(false);
  waited.current ||= empty || overview?.segments.length === 0;
  const shown = overview?.segments.find(({ id }) => id === chosen) ?? largest(overview?.segments);
  return (
    <>
      <Header site={access.site} overview={overview} onLeave={onLeave} />
      <main>
        {problem && <ProblemNote problem={problem} onLeave={onLeave} />}
        {!overview && !problem && <Skeleton />}
        {overview && waited.current && <EmptyState win={win} overview={overview} />}
        {overview && !empty && <TotalsStrip overview={overview} />}
        {overview && overview.segments.length > 0 && (
          <>
            <SegmentTable
              overview={overview}
              chosen={shown?.id ?? null}
              onChoose={setChosen}
              length={length}
              onLength={setLength}
            />
            {shown && !empty && <SizePanel win={win} overview={overview} segment={shown} />}
          </>
        )}
        {overview && <Footnotes k={overview.k} />}
      </main>
    </>
  );
}

function largest<T extends { readonly size: number | null }>(
  rows: readonly T[] = [],
): T | undefined {
  return [...rows].sort((a, b) => (b.size ?? 0) - (a.size ?? 0))[0];
}

function Skeleton() {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">Asking the edge for numbers</span>
      <div />
      <div />
    </div>
  );
}

function Footnotes({ k }: { k: number }) {
  return (
    <footer class="notes">
      <h2>How to read this</h2>
      <p>
        <b>Browsers now</b> are those in the segment today, whether or not they came today. Each is
        counted for as long as its rule would hold if it never came back, and 90 days at most.{' '}
        <b>Entered</b> and <b>left</b> count every time, so one browser may do both more than once.
      </p>
      <p>
        <b>Visitors</b> are browsers, each counted once a day: one that comes on three days counts
        three times in a period. A browser that clears its storage counts as a new one. The rate of
        a conversion is out of these visits: members’ conversions by members’ visits, beside
        everybody’s by everybody’s. Below {LEAST_VISITS} visits no rate is given: it would be
        chance.
      </p>
      <p>
        {k > 1
          ? `No number that stands for fewer than ${k} browsers is shown, so small ones are missing, not zero.`
          : 'This site is labelled for development: every number is shown at once, however small. A live site shows none below 50.'}
      </p>
    </footer>
  );
}
