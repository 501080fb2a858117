import { isSafeLink } from '@inkling/engine/decide';

/** What an element says in its `data-ink-*` attributes, for the segments that are activated. */
export interface Wishes {
  /** Whether it is hidden; `undefined` where it says nothing of that. */
  readonly hidden?: boolean;
  readonly text?: string;
  readonly href?: string;
  /** Classes beside those that the page gave it. */
  readonly class?: string;
}

/** Attributes that this chunk serves. */
export const ATTRIBUTES = ['show', 'hide', 'text', 'href', 'class'].map(
  (name) => `data-ink-${name}`,
);

/**
 * Reads an element's wishes. Lists hold segments separated by blanks; of a table, which is JSON,
 * the first entry whose segment is activated counts. What is damaged says nothing.
 */
export function readWishes(element: Element, has: (segment: string) => boolean): Wishes {
  const list = (name: string): boolean | undefined =>
    element.getAttribute(`data-ink-${name}`)?.split(/\s+/).some(has);
  const table = (name: string): string | undefined => {
    const entry = Object.entries(parseTable(element.getAttribute(`data-ink-${name}`))).find(
      ([segment]) => has(segment),
    );
    return typeof entry?.[1] === 'string' ? entry[1] : undefined;
  };
  const [show, hide, text, href, names] = [
    list('show'),
    list('hide'),
    table('text'),
    table('href'),
    table('class'),
  ];
  return {
    ...((show !== undefined || hide !== undefined) && { hidden: show === false || hide === true }),
    ...(text !== undefined && { text }),
    ...(href !== undefined && isSafeLink(href) && { href }),
    ...(names !== undefined && { class: names }),
  };
}

function parseTable(json: string | null): object {
  try {
    return Object(JSON.parse(json ?? '{}'));
  } catch {
    return {}; // The page's own text stays.
  }
}
