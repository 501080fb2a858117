import type { MakeElement } from '../panel/element.ts';
import type { Snapshot } from './source.ts';

/** What a tab is drawn with. */
export interface TabParts {
  readonly make: MakeElement;
  readonly win: Window & typeof globalThis;
  /** Asks for the tab to be drawn again. */
  readonly redraw: () => void;
  /** Reads out what the tab shows. */
  readonly say: (text: string) => void;
}

/** One tab of the inspector. It is drawn anew every few seconds, and put in where it looks different. */
export interface Tab {
  readonly name: string;
  draw(snapshot: Snapshot): readonly Node[] | Promise<readonly Node[]>;
}

/**
 * A part that can be opened, and stays so when it is drawn again.
 *
 * @param open - Keys of those that are open.
 * @param key - Its name, different from all others'.
 */
export function fold(
  { make, redraw }: TabParts,
  open: Set<string>,
  key: string,
  summary: readonly (Node | string)[],
  content: readonly Node[],
): HTMLElement {
  return make(
    'details',
    {
      open: open.has(key),
      ontoggle: ({ currentTarget }) => {
        const isOpen = (currentTarget as HTMLDetailsElement).open;
        // It is told of each that is drawn open, too.
        if (isOpen === open.has(key)) return;
        if (isOpen) open.add(key);
        else open.delete(key);
        redraw();
      },
    },
    make('summary', { 'data-key': key }, ...summary),
    ...content,
  );
}
