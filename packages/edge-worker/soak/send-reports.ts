import { createPoster, type Poster } from './post.ts';

/** Counters of a run. */
export interface Sent {
  /** Answers that said a report was counted before. */
  duplicates: number;
  /** Requests that were given up on purpose, or lost with the worker. */
  lost: number;
  /** Answers 503. */
  refused: number;
}

/** How to send. */
export interface SendOptions {
  /** The worker's present address. */
  readonly url: () => string;
  readonly random: () => number;
  readonly inFlight: number;
  readonly sent: Sent;
  /** Share of requests whose answer nobody waits for. */
  readonly lose: number;
  /** Share of reports that are sent once more after they have arrived. */
  readonly repeat: number;
}

/**
 * Sends reports until every one has been acknowledged, as a browser's queue does: what fails waits
 * at the end, behind others.
 *
 * @param next - The next report's text; `null` when there are no more.
 */
export async function sendReports(
  next: () => string | null,
  path: string,
  options: SendOptions,
): Promise<void> {
  const again: string[] = [];
  const poster = createPoster(options.inFlight);
  let flying = 0;

  async function lane(): Promise<void> {
    for (;;) {
      const old = again.length > 0 && options.random() < 0.3 ? again.shift() : undefined;
      const body = old ?? next() ?? again.shift();
      if (body === undefined) {
        if (flying === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      flying++;
      const arrived = await sendOne(poster, options.url() + path, body, options);
      if (!arrived || options.random() < options.repeat) again.push(body);
      flying--;
    }
  }
  try {
    await Promise.all(Array.from({ length: options.inFlight }, lane));
  } finally {
    poster.close();
  }
}

async function sendOne(
  poster: Poster,
  url: string,
  body: string,
  { random, lose, sent }: SendOptions,
): Promise<boolean> {
  const withinMs = random() < lose ? 1 + random() * 10 : 10_000;
  const answer = await poster.post(url, body, withinMs).catch(() => null);
  if (answer === null) {
    sent.lost++;
    await new Promise((resolve) => setTimeout(resolve, 5 + random() * 20));
    return false;
  }
  const { status, text } = answer;
  // An answer that is none of ours is a fault of the worker; all else is the network's.
  if (status !== 202 && status !== 503) throw new Error(`${status} ${text}`);
  if (status === 503) sent.refused++;
  else if (text.includes('duplicate')) sent.duplicates++;
  return status === 202;
}
