import { type Choices, call, whenInkling } from './inkling.ts';

const ALL: Choices = { storage: true, personalization: true, measurement: true };
const NONE: Choices = { storage: false, personalization: false, measurement: false };

/** Told on `document` after each choice. */
export const CONSENT_EVENT = 'daily-ink:consent';

/** Wires the paper's own consent banner; Inkling remembers the answer, be it yes or no. */
export function startConsent(): void {
  const banner = document.querySelector<HTMLElement>('[data-consent-banner]');
  if (!banner) return;
  banner.addEventListener('click', (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>('button[data-consent]');
    if (!button) return;
    call('consent', button.dataset.consent === 'accept' ? ALL : NONE);
    document.dispatchEvent(new Event(CONSENT_EVENT));
    banner.hidden = true;
  });
  document.querySelector('[data-consent-open]')?.addEventListener('click', () => {
    banner.hidden = false;
    banner.querySelector('button')?.focus();
  });
  void askIfUndecided(banner);
}

/** Without the SDK nothing is remembered, so there is nothing to ask. */
async function askIfUndecided(banner: HTMLElement): Promise<void> {
  const inkling = await whenInkling();
  if (inkling && inkling.status().consent?.storage === undefined) banner.hidden = false;
}
