import { type Choices, call, whenInkling } from './inkling.ts';

const ALL: Choices = { storage: true, personalization: true, measurement: true };
const NONE: Choices = { storage: false, personalization: false, measurement: false };

/** The paper's own note of a refusal: Inkling keeps a yes, and writes nothing after a no. */
const REFUSED_KEY = 'daily-ink-refused';

/** Told on `document` after each choice. */
export const CONSENT_EVENT = 'daily-ink:consent';

/** Wires the paper's own consent banner. */
export function startConsent(): void {
  const banner = document.querySelector<HTMLElement>('[data-consent-banner]');
  if (!banner) return;
  banner.addEventListener('click', (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>('button[data-consent]');
    if (!button) return;
    decide(button.dataset.consent === 'accept');
    banner.hidden = true;
  });
  document.querySelector('[data-consent-open]')?.addEventListener('click', () => {
    banner.hidden = false;
    banner.querySelector('button')?.focus();
  });
  if (isRefused()) decide(false);
  else void askIfUndecided(banner);
}

function decide(yes: boolean): void {
  try {
    if (yes) localStorage.removeItem(REFUSED_KEY);
    else localStorage.setItem(REFUSED_KEY, '1');
  } catch {
    // Refused storage: the question comes again on the next page.
  }
  call('consent', yes ? ALL : NONE);
  document.dispatchEvent(new Event(CONSENT_EVENT));
}

function isRefused(): boolean {
  try {
    return localStorage.getItem(REFUSED_KEY) !== null;
  } catch {
    return false;
  }
}

/** Without the SDK nothing is remembered, so there is nothing to ask. */
async function askIfUndecided(banner: HTMLElement): Promise<void> {
  const inkling = await whenInkling();
  if (inkling && inkling.status().consent.storage === undefined) banner.hidden = false;
}
