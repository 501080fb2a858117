import { useState } from 'preact/hooks';
import { type Access, keepAccess, readAccess } from '../access.ts';
import { OverviewPage } from './overview-page.tsx';
import { SignIn } from './sign-in.tsx';

/** The dashboard: asks for a token, then shows the site. */
export function App({ win }: { win: Window }) {
  const [access, setAccess] = useState<Access>(() => readAccess(win));
  const change = (next: Access | null): void => {
    keepAccess(win, next);
    setAccess(next ?? { site: access.site, token: '' });
  };
  if (access.token === '') return <SignIn site={access.site} onAccess={change} />;
  return <OverviewPage key={access.site} win={win} access={access} onLeave={() => change(null)} />;
}
