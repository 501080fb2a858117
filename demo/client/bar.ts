import { type BarState, barMessage, type PageKind } from './bar-message.ts';
import { fineprint, segmentList } from './bar-panel.ts';
import { readCart } from './cart.ts';
import { CONSENT_EVENT } from './consent.ts';
import { element } from './dom.ts';
import { presentInkling, whenInkling } from './inkling.ts';

/** Of a segment that is held out the page hears nothing: it is looked up so often. */
const LOOK_MS = 1_000;

/** Shows the demo's own bar: what Inkling just noticed, and what it changed on the page. */
export function startBar(): void {
  const message = element('p', { class: 'bar-message', role: 'status' });
  const toggle = element('button', { type: 'button', 'aria-expanded': 'false' });
  countSegments(toggle, 0); // It has its final width before anything is known.
  const panel = element('div', { class: 'bar-panel', id: 'bar-panel' });
  toggle.setAttribute('aria-controls', panel.id);
  panel.hidden = true;
  const bar = element('aside', { class: 'bar', 'aria-label': 'What Inkling does' });
  const line = element('div', { class: 'bar-line' }, message, toggle);
  bar.append(panel, line);
  document.body.append(bar);
  reserveSpace(line);

  let last: BarState['last'] = null;
  let held: string | null = null;
  const update = (): void => {
    held = heldOut();
    showMessage(message, {
      consent: consentState(),
      last,
      shown: shownSegments(),
      heldOut: held,
      page: pageKind(),
    });
    const segments = presentInkling()?.segments() ?? [];
    countSegments(toggle, segments.length);
    if (!panel.hidden) void fillPanel(panel, segments);
  };
  const open = (isOpen: boolean): void => {
    panel.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
    update();
  };
  toggle.addEventListener('click', () => open(panel.hidden !== false));
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || panel.hidden) return;
    open(false);
    toggle.focus();
  });
  document.addEventListener('inkling:change', (event) => {
    last = (event as CustomEvent<{ segment: string; in: boolean }>).detail;
    update();
  });
  document.addEventListener(CONSENT_EVENT, update);
  setInterval(() => heldOut() !== held && update(), LOOK_MS);
  void whenInkling().then((inkling) => {
    update();
    void inkling?.ready().then(update);
  });
}

function countSegments(toggle: HTMLElement, count: number): void {
  toggle.replaceChildren(element('span', {}, 'Segments: '), `${count} of 6`);
}

function showMessage(box: HTMLElement, state: BarState): void {
  const { text, link } = barMessage(state);
  box.replaceChildren(text);
  if (link) box.append(' ', element('a', { href: link.href }, link.text));
}

async function fillPanel(panel: HTMLElement, segments: readonly string[]): Promise<void> {
  panel.replaceChildren(segmentList(segments));
  const inkling = presentInkling();
  if (!inkling) return;
  const { events } = await inkling.export();
  const edge = document.querySelector<HTMLElement>('script[data-edge]')?.dataset.edge ?? '';
  panel.replaceChildren(segmentList(segments), fineprint(events.length, edge));
}

function consentState(): BarState['consent'] {
  const inkling = presentInkling();
  if (!inkling) return 'absent';
  const storage = inkling.status().consent?.storage;
  return storage === undefined ? 'undecided' : storage ? 'given' : 'refused';
}

function shownSegments(): readonly string[] {
  const slots = document.querySelectorAll<HTMLElement>('ink-slot[data-ink]');
  return [...slots].map((slot) => slot.dataset.ink ?? '');
}

function heldOut(): string | null {
  const activated = document.documentElement.dataset.inkling?.split(' ') ?? [];
  return (
    presentInkling()
      ?.segments()
      .find((one) => !activated.includes(one)) ?? null
  );
}

function pageKind(): PageKind {
  if (document.querySelector('[data-product]')) return 'product';
  if (readCart().length > 0) return 'cart';
  if (!document.querySelector('.story')) return 'other';
  if (location.pathname.startsWith('/politics/')) return 'politics-story';
  return document.querySelector('.story.paid') ? 'paid-story' : 'other';
}

/** Keeps the bar off the end of the page, and the consent banner off the bar. */
function reserveSpace(line: HTMLElement): void {
  new ResizeObserver(() => {
    document.documentElement.style.setProperty('--bar', `${line.offsetHeight}px`);
  }).observe(line);
}
