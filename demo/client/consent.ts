import { type Choices, call, inkling } from './inkling.ts';

const ALL: Choices = { storage: true, personalization: true, measurement: true };
const NONE: Choices = { storage: false, personalization: false, measurement: false };

/** Wires the paper's own consent banner; the SDK remembers the answer, the banner only asks. */
export function startConsent(): void {
  const banner = document.querySelector<HTMLElement>('[data-consent]');
  if (!banner) return;
  banner.addEventListener('click', (event) => {
    const choice = (event.target as HTMLElement).closest<HTMLElement>('button[data-consent]');
    if (!choice) return;
    call('consent', choice.dataset.consent === 'accept' ? ALL : NONE);
    banner.hidden = true;
  });
  document.querySelector('[data-consent-open]')?.addEventListener('click', () => {
    banner.hidden = false;
    banner.querySelector('button')?.focus();
  });
  if (isUndecided()) banner.hidden = false;
}

function isUndecided(): boolean {
  const status = inkling().status?.() as { consent?: unknown } | undefined;
  return status?.consent === undefined;
}
