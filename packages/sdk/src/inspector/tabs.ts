import type { MakeElement } from '../panel/element.ts';

/** A row of tabs and the place for what the chosen one holds. */
export interface Tabs {
  readonly bar: HTMLElement;
  readonly panel: HTMLElement;
  /** Place of the chosen tab. */
  chosen(): number;
}

/**
 * Tabs as WAI-ARIA describes them: one stop for Tab, arrows, Home and End inside.
 *
 * @param onChoose - Called after another tab was chosen.
 */
export function createTabs(
  make: MakeElement,
  names: readonly string[],
  onChoose: () => void,
): Tabs {
  let at = 0;
  const choose = (next: number): void => {
    at = (next + names.length) % names.length;
    show();
    buttons[at]?.focus();
    onChoose();
  };
  const buttons = names.map((name, i) =>
    make(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${i}`,
        'aria-controls': 'panel',
        onclick: () => choose(i),
      },
      name,
    ),
  );
  const onkeydown = (event: Event): void => {
    const { key } = event as KeyboardEvent;
    const to = new Map([
      ['ArrowRight', at + 1],
      ['ArrowLeft', at - 1],
      ['Home', 0],
      ['End', names.length - 1],
    ]).get(key);
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  };
  const panel = make('div', { role: 'tabpanel', id: 'panel', tabindex: '0' });
  const show = (): void => {
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', `${i === at}`);
      button.tabIndex = i === at ? 0 : -1;
    });
    panel.setAttribute('aria-labelledby', `tab-${at}`);
  };
  show();
  return {
    bar: make('div', { role: 'tablist', 'aria-label': 'Inkling', onkeydown }, ...buttons),
    panel,
    chosen: () => at,
  };
}
