import { SEGMENT_TEXTS } from './bar-texts.ts';
import { element } from './dom.ts';

/** Shows the demo's own bar: what Inkling just noticed, and what it changed on the page. */
export function startBar(): void {
  const message = element('p', { class: 'bar-message', role: 'status' });
  message.textContent = 'Inkling has not noticed anything yet. Read on.';
  const bar = element('aside', { class: 'bar', 'aria-label': 'What Inkling does' }, message);
  document.body.append(bar);
  document.addEventListener('inkling:enter', (event) => say(message, event, true));
  document.addEventListener('inkling:exit', (event) => say(message, event, false));
}

function say(message: HTMLElement, event: Event, entered: boolean): void {
  const { segment } = (event as CustomEvent<{ segment: string }>).detail;
  const text = SEGMENT_TEXTS[segment];
  if (!text) return;
  if (!entered) {
    message.textContent = `You are no longer in “${text.name}”: the page shows its default again.`;
    return;
  }
  message.replaceChildren(
    `Inkling noticed that you ${text.noticed}. `,
    element('a', { href: text.href }, text.changed),
  );
}
