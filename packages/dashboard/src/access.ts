/** What opens the dashboard of a site. */
export interface Access {
  readonly site: string;
  /** `''` where a session stands for it, or it has to be asked for. */
  readonly token: string;
  /** Set where a cookie, which no script can read, opens the site. */
  readonly session?: true;
}

const KEY = 'inkling:dashboard';

/**
 * Where the dashboard got its access from: the address (`#site=…&token=…`, which is cleared at
 * once, so that it stays out of the history), else this tab's session.
 *
 * @returns What is known; `token` is `''` and `session` absent when it has to be asked for.
 */
export function readAccess(win: Window): Access {
  const given = new URLSearchParams(win.location.hash.slice(1));
  const site = given.get('site') ?? new URLSearchParams(win.location.search).get('site') ?? '';
  const token = given.get('token');
  if (token) {
    win.history.replaceState(null, '', win.location.pathname + win.location.search);
    keepAccess(win, { site, token });
    return { site, token };
  }
  try {
    const kept = JSON.parse(win.sessionStorage.getItem(KEY) ?? '{}') as Partial<Access>;
    if (kept.site && (site === '' || site === kept.site)) {
      if (kept.session) return { site: kept.site, token: '', session: true };
      if (kept.token) return { site: kept.site, token: kept.token };
    }
  } catch {
    // Storage refused or garbled: ask again.
  }
  return { site, token: '' };
}

/** Keeps the access until the tab is closed; `null` forgets it. */
export function keepAccess(win: Window, access: Access | null): void {
  try {
    if (access) win.sessionStorage.setItem(KEY, JSON.stringify(access));
    else win.sessionStorage.removeItem(KEY);
  } catch {
    // Storage refused: the access lasts as long as the page.
  }
}
