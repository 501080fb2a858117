import { call } from './inkling.ts';

/** Wires the plans: choosing one is the demo's conversion. */
export function startSubscribe(): void {
  const status = document.querySelector<HTMLElement>('[data-subscribed]');
  for (const button of document.querySelectorAll<HTMLElement>('[data-subscribe]')) {
    button.addEventListener('click', () => {
      const plan = button.dataset.subscribe ?? '';
      call('track', 'subscribe', { plan, value: Number(button.dataset.value), currency: 'EUR' });
      if (!status) return;
      status.textContent =
        'Welcome aboard. Every story is open to you from now on, in this browser. Nothing was charged.';
      status.scrollIntoView({ block: 'nearest' });
    });
  }
}
