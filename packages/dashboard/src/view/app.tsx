import { useEffect, useState } from 'preact/hooks';
import { type Access, keepAccess, readAccess } from '../access.ts';
import { endSession, exchangeToken } from '../api/session.ts';
import { OverviewPage } from './overview-page.tsx';
import { SignIn } from './sign-in.tsx';

/** The dashboard: asks for a token, then shows the site. */
export function App({ win }: { win: Window }) {
  const [access, setAccess] = useState<Access>(() => readAccess(win));
  const change = (next: Access | null): void => {
    keepAccess(win, next);
    setAccess(next ?? { site: access.site, token: '' });
  };
  useEffect(() => {
    // Over plain http, as on one's own machine, no browser is sure to keep the cookie.
    if (access.token === '' || win.location.protocol !== 'https:') return;
    void exchangeToken(win.fetch.bind(win), access).then((next) => {
      if (next !== access) change(next);
    });
  }, [access]);
  const leave = (): void => {
    void endSession(win.fetch.bind(win), access);
    change(null);
  };
  if (access.token === '' && !access.session)
    return <SignIn site={access.site} onAccess={change} />;
  return <OverviewPage key={access.site} win={win} access={access} onLeave={leave} />;
}
