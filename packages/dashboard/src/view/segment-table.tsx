import type { Overview } from '../api/load-overview.ts';
import type { ConversionPair, Rate, SegmentRow } from '../data/segment-row.ts';
import { counted, LEAST_VISITS, percent, whole } from '../data/words.ts';
import { Spark } from './spark.tsx';

interface Props {
  readonly overview: Overview;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly length: number;
  readonly onLength: (days: number) => void;
}

/** All segments of the site, one a line. */
export function SegmentTable({ overview, chosen, onChoose, length, onLength }: Props) {
  return (
    <section class="segments" aria-labelledby="segments-title">
      <div class="section-head">
        <h2 id="segments-title">Segments</h2>
        <label>
          Period{' '}
          <select value={length} onChange={(event) => onLength(Number(event.currentTarget.value))}>
            {[7, 28, 90].map((days) => (
              <option key={days} value={days}>
                {days} days
              </option>
            ))}
          </select>
        </label>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Segment</th>
            <th scope="col" class="number">
              Browsers now
            </th>
            <th scope="col">By day, {length} days</th>
            <th scope="col" class="number">
              Among today’s visitors
            </th>
            <th scope="col" class="number">
              Entered / left in {length} days
            </th>
            <th scope="col">Conversions by members, of all; rate vs everybody’s</th>
          </tr>
        </thead>
        <tbody>
          {overview.segments.map((row) => (
            <Line key={row.id} row={row} chosen={row.id === chosen} onChoose={onChoose} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface LineProps {
  readonly row: SegmentRow;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
}

function Line({ row, chosen, onChoose }: LineProps) {
  return (
    <tr class={chosen ? 'chosen' : ''}>
      <th scope="row">
        <button type="button" class="name" aria-pressed={chosen} onClick={() => onChoose(row.id)}>
          {row.name}
        </button>
        {row.name !== row.id && <code class="id">{row.id}</code>}
        {row.words !== null && <span class="words">{row.words}</span>}
      </th>
      <td class="number big" data-label="Browsers now">
        {row.size === null ? '–' : whole(row.size)}
      </td>
      <td data-label="By day">
        <Spark byDay={row.byDay} />
      </td>
      <td class="number" data-label="Among today’s visitors">
        <OutOf {...row.seenToday} />
      </td>
      <td class="number" data-label="Entered / left">
        {row.size === null ? (
          '–'
        ) : (
          <span>
            +{whole(row.entered)} <span class="minor">/ −{whole(row.left)}</span>
          </span>
        )}
      </td>
      <td data-label="Conversions">
        <Conversions pairs={row.conversions} />
      </td>
    </tr>
  );
}

function OutOf({ count, of }: Rate) {
  if (of === 0) return <span>–</span>;
  return (
    <span>
      {whole(count)} <span class="minor">of {whole(of)}</span>
    </span>
  );
}

function Rates({ members, everybody }: Pick<ConversionPair, 'members' | 'everybody'>) {
  if (members.of < LEAST_VISITS) {
    return <span class="rate minor">from {counted(members.of, 'visit')}</span>;
  }
  return (
    <span class="rate">
      {percent(members)} <span class="minor">vs {percent(everybody)}</span>
    </span>
  );
}

function Conversions({ pairs }: { pairs: readonly ConversionPair[] }) {
  if (pairs.length === 0) return <span class="minor">none counted yet</span>;
  return (
    <ul>
      {pairs.map(({ id, members, everybody }) => (
        <li key={id}>
          {id} <OutOf count={members.count} of={everybody.count} />
          <Rates members={members} everybody={everybody} />
        </li>
      ))}
    </ul>
  );
}
