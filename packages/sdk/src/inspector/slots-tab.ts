import type { Tab, TabParts } from './tab.ts';

/** Each `<ink-slot>` of the page: what it shows, why, and what else it could. */
export function createSlotsTab({ make, win }: TabParts): Tab {
  const entry = (slot: Element, activated: readonly string[]): HTMLElement => {
    const shown = slot.getAttribute('data-ink');
    const variants = [...slot.querySelectorAll(':scope>template[segment]')].map(
      (template) => template.getAttribute('segment') ?? '',
    );
    const wanted = variants.find((segment) => activated.includes(segment)) ?? null;
    const swap = slot.getAttribute('swap') ?? 'out-of-view';
    const why = shown
      ? `because ${shown} is activated and stands first`
      : 'since no segment of a variant is activated';
    return make(
      'li',
      {},
      make('h3', {}, slot.getAttribute('name') ?? 'without a name'),
      make('p', {}, `Shows ${shown ? `the variant for ${shown}` : 'its default'}.`),
      make(
        'p',
        { class: 'quiet' },
        wanted === shown ? why : `waits to show ${wanted ?? 'its default'} (swap: ${swap})`,
      ),
      make('p', { class: 'quiet' }, `Variants: ${variants.join(', ') || 'none'}.`),
    );
  };
  return {
    name: 'Slots',
    draw({ activated }) {
      const slots = [...win.document.querySelectorAll('ink-slot')];
      if (!slots.length) return [make('p', {}, 'There is no slot on this page.')];
      return [make('ul', { class: 'list' }, ...slots.map((slot) => entry(slot, activated)))];
    },
  };
}
