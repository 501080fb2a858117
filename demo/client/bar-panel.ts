import { SEGMENT_TEXTS } from './bar-texts.ts';
import { element } from './dom.ts';

/** The list of segments: which one the visitor is in, how to get in, what it changes. */
export function segmentList(segments: readonly string[]): HTMLElement {
  return element(
    'ul',
    { class: 'bar-list' },
    ...Object.entries(SEGMENT_TEXTS).map(([id, text]) => {
      const isIn = segments.includes(id);
      return element(
        'li',
        { class: isIn ? 'in' : '' },
        element('strong', {}, text.name),
        element('span', { class: 'bar-state' }, isIn ? 'you are in' : 'not yet'),
        element('span', { class: 'bar-how' }, text.how),
        element('a', { href: text.href }, text.changed),
      );
    }),
  );
}

/** Where all of this happens, where it is counted, and where it can be looked into. */
export function fineprint(events: number, edge: string): HTMLElement {
  const inspect = element('button', { type: 'button', class: 'link' }, 'Open the inspector');
  inspect.addEventListener('click', async () => {
    const { open } = (await import(`${edge}/v1/inspector.js`)) as { readonly open: () => void };
    open();
  });
  return element(
    'p',
    { class: 'bar-fine' },
    `Decided in this browser, from ${events} ${events === 1 ? 'event' : 'events'} that never leave it. Only counts do: see them on the `,
    element('a', { href: `${edge}/dashboard/?site=daily-ink` }, 'dashboard'),
    '. ',
    inspect,
  );
}
