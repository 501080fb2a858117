import type { TargetedSubmitEvent } from 'preact';
import type { Access } from '../access.ts';

/** Asks which site, and for its token. */
export function SignIn({ site, onAccess }: { site: string; onAccess: (access: Access) => void }) {
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onAccess({
      site: String(form.get('site')).trim(),
      token: String(form.get('token')).trim(),
    });
  };
  return (
    <main class="sign-in">
      <h1>
        <Mark /> Inkling
      </h1>
      <p>How large your segments are, who comes and goes, and what they do.</p>
      <form onSubmit={submit}>
        <label>
          Site
          <input name="site" value={site} required autocomplete="off" spellcheck={false} />
        </label>
        <label>
          Token
          <input name="token" type="password" required autocomplete="off" />
        </label>
        <p class="hint">
          The token was shown once, when the site was created. It is exchanged for a cookie that
          only reads, for 8 hours; a browser that keeps no such cookie keeps the token in this tab.
        </p>
        <button type="submit" class="primary">
          Open the dashboard
        </button>
      </form>
    </main>
  );
}

/** The drop of ink. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M16 2c6 9 10 13 10 18a10 10 0 0 1-20 0c0-5 4-9 10-18z" />
    </svg>
  );
}
