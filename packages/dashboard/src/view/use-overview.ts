import { useEffect, useState } from 'preact/hooks';
import type { Access } from '../access.ts';
import { createClient } from '../api/client.ts';
import { loadOverview, type Overview } from '../api/load-overview.ts';
import { Problem, problemFor } from '../api/problem.ts';

/** Between two looks at the numbers, ms; sooner while nothing has come yet. */
const REFRESH_MS = 10_000;
const WAITING_MS = 2_000;

/** What is known at this moment: the last numbers, and what has gone wrong since. */
export interface Known {
  readonly overview: Overview | null;
  readonly problem: Problem | null;
}

/** Keeps the overview fresh while the page is visible. */
export function useOverview(win: Window, access: Access, length: number): Known {
  const [known, setKnown] = useState<Known>({ overview: null, problem: null });
  useEffect(() => {
    const client = createClient({ ...access, fetch: win.fetch.bind(win) });
    let timer = 0;
    let stopped = false;
    const look = async (): Promise<void> => {
      const { overview, problem } = await tryLoad(() => loadOverview(client, Date.now(), length));
      if (stopped) return;
      setKnown((last) => ({ overview: overview ?? last.overview, problem }));
      if (problem && LASTING.includes(problem.code)) return;
      const empty = overview?.period.pageViews === 0;
      timer = win.setTimeout(whenVisible, empty ? WAITING_MS : REFRESH_MS);
    };
    const whenVisible = (): void => {
      if (!win.document.hidden) void look();
      else win.document.addEventListener('visibilitychange', whenVisible, { once: true });
    };
    void look();
    return () => {
      stopped = true;
      win.clearTimeout(timer);
    };
  }, [win, access, length]);
  return known;
}

/** Problems that asking again does not cure. */
const LASTING = ['unauthorized', 'forbidden', 'unknown-site'];

async function tryLoad(load: () => Promise<Overview>): Promise<Known> {
  try {
    return { overview: await load(), problem: null };
  } catch (error) {
    return {
      overview: null,
      problem: error instanceof Problem ? error : problemFor('bad-answer', '', { cause: error }),
    };
  }
}
