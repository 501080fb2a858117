import { createMakeElement, type MakeElement } from '../panel/element.ts';
import { adoptStyle } from '../panel/style.ts';
import { groupEntries, parseGroupTexts } from './group-list.ts';
import { PANEL_STYLE } from './panel-style.ts';
import type { PanelState } from './read-panel.ts';
import { wordChanges, wordFacts, wordKeeping, wordSent } from './sentences.ts';

/** What the visitor may ask for. */
export interface PanelActions {
  pause(isPaused: boolean): unknown;
  download(): unknown;
  erase(): unknown;
  switchOff(off: readonly string[]): unknown;
}

/** The panel on the page. */
export interface PanelView {
  show(state: PanelState): void;
  /** Tells what happened, also to screen readers. */
  say(text: string): void;
}

/** Builds the panel into an element's shadow root; it is filled by `show`. */
export function createView(host: HTMLElement, actions: PanelActions): PanelView {
  const root = host.attachShadow({ mode: 'open' });
  adoptStyle(root, PANEL_STYLE);
  const make = createMakeElement(host.ownerDocument);
  const keeping = make('p');
  const facts = make('p');
  const groupsTitle = make('p');
  const changes = make('p');
  const sent = make('p');
  const sections = make('table');
  const groups = make('ul', { class: 'groups' });
  const status = make('p', { role: 'status', class: 'quiet' });
  let state: PanelState | undefined;

  const isPaused = (): boolean => state?.choices.personalization !== true;
  const pause = make('button', { type: 'button', onclick: () => actions.pause(!isPaused()) });
  const download = button(make, 'Download', () => actions.download());
  const erase = createErase(make, () => actions.erase());
  const body = make(
    'div',
    { class: 'body', hidden: true },
    keeping,
    facts,
    sections,
    groupsTitle,
    groups,
    changes,
    sent,
    make('div', { class: 'row' }, pause, download, erase.button),
    erase.question,
  );
  root.append(
    make(
      'section',
      { 'aria-labelledby': 'title' },
      make('h2', { id: 'title' }, 'What this site remembers about you'),
      body,
      status,
    ),
  );

  return {
    show(next) {
      state = next;
      body.hidden = false;
      const { choices, mode, groups: all } = next;
      keeping.textContent = wordKeeping(choices, mode);
      facts.textContent = wordFacts(next.facts);
      showSections(make, sections, next);
      groupsTitle.textContent = all.length
        ? 'From that, this browser puts you into these groups:'
        : 'From that, this browser puts you into no group.';
      changes.textContent = wordChanges(isPaused(), all.filter(({ isUsed }) => isUsed).length);
      sent.textContent = wordSent(next.reports, choices);
      pause.textContent = isPaused() ? 'Resume' : 'Pause';
      pause.disabled = choices.storage !== true;
      showGroups(make, host, groups, next, actions);
    },
    say(text) {
      status.textContent = text;
    },
  };
}

function button(make: MakeElement, text: string, onclick: () => void): HTMLButtonElement {
  return make('button', { type: 'button', onclick }, text);
}

/** The list anew, with the focus where it was. */
function showGroups(
  make: MakeElement,
  host: HTMLElement,
  list: HTMLElement,
  state: PanelState,
  actions: PanelActions,
): void {
  const focused = host.shadowRoot?.activeElement?.getAttribute('data-group');
  const texts = parseGroupTexts(host.getAttribute('segments'));
  list.replaceChildren(...groupEntries({ make, state, texts, onOff: actions.switchOff }));
  list.hidden = !state.groups.length;
  if (focused) list.querySelector<HTMLElement>(`[data-group="${focused}"]`)?.focus();
}

function showSections(make: MakeElement, table: HTMLElement, { facts }: PanelState): void {
  table.hidden = !facts.sections.length;
  table.replaceChildren(
    make('caption', {}, 'Pages by section'),
    ...facts.sections.map(([section, pages]) =>
      make('tr', {}, make('th', { scope: 'row' }, section), make('td', {}, `${pages}`)),
    ),
  );
}

/** Asks before it erases. */
function createErase(make: MakeElement, erase: () => unknown) {
  const ask = (isAsking: boolean): void => {
    question.hidden = !isAsking;
    (isAsking ? keep : start).focus();
  };
  const start = make(
    'button',
    { type: 'button', class: 'danger', onclick: () => ask(true) },
    'Erase…',
  );
  const keep = button(make, 'Keep it', () => ask(false));
  const sure = make(
    'button',
    {
      type: 'button',
      class: 'danger',
      onclick: () => {
        ask(false);
        erase();
      },
    },
    'Erase everything',
  );
  const question = make(
    'div',
    { class: 'sure', hidden: true, role: 'group', 'aria-labelledby': 'sure' },
    make('p', { id: 'sure' }, 'Erase all of it from this device? It cannot be brought back.'),
    make('div', { class: 'row' }, sure, keep),
  );
  return { button: start, question };
}
