import type { MakeElement } from '../panel/element.ts';
import { adoptStyle } from '../panel/style.ts';
import { INSPECTOR_STYLE } from './inspector-style.ts';
import type { Tabs } from './tabs.ts';

/** What the buttons around the tabs do. */
export interface ShellActions {
  readonly save: () => void;
  readonly close: () => void;
}

/** The inspector's frame. */
export interface Shell {
  /** Shows how the inspector itself does; `''` for well. */
  tell(text: string): void;
  /** Reads out what the contents show. */
  say(text: string): void;
  /**
   * Puts new contents in where they look different, with the focus where it was. Scroll stays, since
   * it is the panel around them that scrolls.
   */
  show(next: HTMLElement): void;
}

/** Gives the chosen tab the focus. */
export function focusShell(host: HTMLElement): void {
  host.shadowRoot?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
}

/** Builds the frame into an element: title, buttons, tabs. Escape closes. */
export function createShell(
  host: HTMLElement,
  make: MakeElement,
  tabs: Tabs,
  { save, close }: ShellActions,
): Shell {
  const root = host.attachShadow({ mode: 'open' });
  adoptStyle(root, INSPECTOR_STYLE);
  const status = make('p', { role: 'status', class: 'quiet' });
  const spoken = make('p', { role: 'status', class: 'spoken' });
  const place = make('div');
  tabs.panel.append(status, place, spoken);
  const onkeydown = (event: Event): void => {
    if ((event as KeyboardEvent).key === 'Escape') close();
  };
  root.append(
    make(
      'section',
      { 'aria-labelledby': 'title', onkeydown },
      make(
        'header',
        {},
        make('h2', { id: 'title' }, 'Inkling'),
        make('button', { type: 'button', onclick: save }, 'Export'),
        make('button', { type: 'button', onclick: close }, 'Close'),
      ),
      tabs.bar,
      tabs.panel,
    ),
  );
  return {
    tell(text) {
      status.textContent = text;
    },
    say(text) {
      spoken.textContent = text;
    },
    show(next) {
      if (place.firstElementChild?.isEqualNode(next)) return;
      const focused = root.activeElement?.getAttribute('data-key');
      place.replaceChildren(next);
      if (!focused) return;
      for (const one of next.querySelectorAll<HTMLElement>('[data-key]')) {
        if (one.getAttribute('data-key') === focused) one.focus();
      }
    },
  };
}
