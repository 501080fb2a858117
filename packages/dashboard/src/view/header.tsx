import type { Overview } from '../api/load-overview.ts';
import { Mark } from './sign-in.tsx';

interface Props {
  readonly site: string;
  /** `null` before the first answer. */
  readonly overview: Overview | null;
  readonly onLeave: () => void;
}

/** Which site this is, which rules are live, and as of when the numbers are. */
export function Header({ site, overview, onLeave }: Props) {
  return (
    <header class="top">
      <h1>
        <Mark /> {site}
        {overview?.rules && <span class="env">{overview.rules.env}</span>}
      </h1>
      <p class="facts">
        {overview?.rules && (
          <span>
            rules v{overview.rules.seq}, published {moment(overview.rules.issued, overview.zone)}
          </span>
        )}
        {overview && (
          <span>
            as of <time>{clock(overview.asOf, overview.zone)}</time> ({overview.zone})
          </span>
        )}
        <button type="button" class="link" onClick={onLeave}>
          Sign out
        </button>
      </p>
    </header>
  );
}

function moment(t: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(t);
}

function clock(t: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(t);
}
