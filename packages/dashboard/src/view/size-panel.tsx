import { useMemo, useState } from 'preact/hooks';
import type { Overview } from '../api/load-overview.ts';
import { toCsv } from '../data/csv.ts';
import { shortDay } from '../data/days.ts';
import type { SegmentRow } from '../data/segment-row.ts';
import { publications } from '../data/versions.ts';
import { sizeCaption, whole } from '../data/words.ts';
import { SizeChart } from './size-chart.tsx';

interface Props {
  readonly win: Window;
  readonly overview: Overview;
  readonly segment: SegmentRow;
}

/** The size of one segment by day: a chart, the same as a table, and as a file. */
export function SizePanel({ win, overview, segment }: Props) {
  const [asTable, setAsTable] = useState(false);
  const { versions, zone } = overview;
  const published = useMemo(() => publications(versions, zone), [versions, zone]);
  const file = `${overview.site}-${segment.id}-size.csv`;
  const save = (): void => {
    const lines = segment.byDay.map(({ day, size }) => [day, segment.id, size]);
    saveFile(win, file, toCsv(['day', 'segment', 'browsers'], lines));
  };
  return (
    <section class="size" aria-labelledby="size-title">
      <div class="section-head">
        <h2 id="size-title">{segment.name}: size by day</h2>
        <span class="tools">
          <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            Table
          </button>
          <button type="button" onClick={save}>
            CSV
          </button>
        </span>
      </div>
      <figure>
        <figcaption>{sizeCaption(segment.name, segment.byDay)}</figcaption>
        {asTable ? (
          <SizeTable segment={segment} />
        ) : (
          <SizeChart win={win} byDay={segment.byDay} publications={published} />
        )}
      </figure>
      <p class="minor">
        Days before the first count of this rule are blank. Today is not over; its bar is drawn
        lighter. An upright line is where rules were published.
      </p>
    </section>
  );
}

function SizeTable({ segment }: { segment: SegmentRow }) {
  return (
    <div class="scroll">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" class="number">
              Browsers
            </th>
          </tr>
        </thead>
        <tbody>
          {[...segment.byDay].reverse().map(({ day, size }) => (
            <tr key={day}>
              <th scope="row">{shortDay(day)}</th>
              <td class="number">{size === null ? 'not counted' : whole(size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function saveFile(win: Window, name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = win.document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  win.setTimeout(() => URL.revokeObjectURL(url), 1000);
}
