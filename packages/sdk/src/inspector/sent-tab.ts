import type { Choices } from '../consent/consent.ts';
import { count } from '../panel/words.ts';
import { readStorage, type StoredItem } from './read-storage.ts';
import { fold, type Tab, type TabParts } from './tab.ts';
import type { SeenRequest } from './watch-requests.ts';

const MOST_ITEMS = 100;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

function wordChoices(choices: Choices): string {
  const said = Object.entries(choices).map(([purpose, yes]) => `${purpose} ${yes ? 'yes' : 'no'}`);
  return said.join(', ') || 'nobody has decided yet';
}

/** What was allowed, sent and kept, to the byte. */
export function createSentTab(parts: TabParts): Tab {
  const { make, win } = parts;
  const open = new Set<string>();
  const text = (value: string): HTMLElement => make('pre', { tabindex: '0' }, value);
  const request = ({ t, method, url, body, status }: SeenRequest, i: number): HTMLElement => {
    const size = body ? `${bytesOf(body)} B` : body === null ? 'no body' : 'body not seen';
    const facts = [new Date(t).toLocaleTimeString('en-GB'), size, status && `answer ${status}`];
    return fold(
      parts,
      open,
      `sent ${i}`,
      [
        `${method} ${new URL(url).pathname} `,
        make('span', { class: 'quiet' }, facts.filter(Boolean).join(' · ')),
      ],
      [
        make('p', { class: 'quiet' }, url),
        body
          ? text(body)
          : make(
              'p',
              {},
              body === null
                ? 'Nothing but the address was sent.'
                : 'It was sent before the inspector was opened.',
            ),
      ],
    );
  };
  const item = ({ place, key, text: value }: StoredItem): HTMLElement =>
    fold(
      parts,
      open,
      `kept ${place} ${key}`,
      [`${place}: ${key} `, make('span', { class: 'quiet' }, `${bytesOf(value)} B`)],
      [text(value)],
    );

  return {
    name: 'Sent',
    async draw({ events, requests, status }) {
      const items = await readStorage(win).catch(() => []);
      const posts = requests.filter(({ method }) => method === 'POST').length;
      const hidden = items.length - MOST_ITEMS;
      return [
        make('h3', {}, 'Allowed'),
        make('p', {}, `${wordChoices(status.consent)}.`),
        make('h3', {}, `Sent: ${count(requests.length, 'request')}, ${posts} with a body`),
        make(
          'p',
          { class: 'quiet' },
          `None of the ${count(events.length, 'event')} was sent; reports hold counts.`,
        ),
        ...requests.map(request).reverse(),
        make('h3', {}, `Kept on this device: ${count(items.length, 'item')}`),
        ...items.slice(0, MOST_ITEMS).map(item),
        ...(hidden > 0 ? [make('p', { class: 'quiet' }, `and ${hidden} more`)] : []),
      ];
    },
  };
}
