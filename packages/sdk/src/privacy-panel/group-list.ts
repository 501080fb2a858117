import type { MakeElement } from '../panel/element.ts';
import type { Group, PanelState } from './read-panel.ts';
import { wordStay } from './sentences.ts';

/** What the site calls a group, and why somebody is in it, in its own words. */
export interface GroupText {
  readonly name?: unknown;
  readonly why?: unknown;
}

/** Reads the texts of the element's `segments` attribute; none where it is damaged. */
export function parseGroupTexts(json: string | null): Readonly<Record<string, GroupText>> {
  try {
    return Object(JSON.parse(json ?? '{}'));
  } catch {
    return {}; // The panel must work, and then groups go by their ids.
  }
}

/** What a list of groups is made of. */
export interface GroupListParts {
  readonly make: MakeElement;
  readonly state: PanelState;
  readonly texts: Readonly<Record<string, GroupText>>;
  /** Told which groups shall be off from now on. */
  readonly onOff: (off: readonly string[], changed: string) => void;
}

/** One entry for each group the visitor is in, with a switch where the SDK has one. */
export function groupEntries(parts: GroupListParts): HTMLElement[] {
  return parts.state.groups.map((group) => groupEntry(parts, group));
}

function groupEntry({ make, state, texts, onOff }: GroupListParts, group: Group): HTMLElement {
  const { id, explanation, isUsed } = group;
  const { off } = state;
  const isOff = off?.includes(id) ?? false;
  const text = Object.hasOwn(texts, id) ? texts[id] : undefined;
  const name = typeof text?.name === 'string' ? text.name : id.replaceAll('-', ' ');
  const toggle =
    off &&
    make(
      'button',
      {
        type: 'button',
        'data-group': id,
        'aria-label': isOff ? `Use “${name}” again` : `Leave me out of “${name}”`,
        onclick: () => onOff(isOff ? off.filter((one) => one !== id) : [...off, id], id),
      },
      isOff ? 'Use it again' : 'Leave me out',
    );
  return make(
    'li',
    {},
    make('h3', {}, name),
    typeof text?.why === 'string' && make('p', {}, text.why),
    make('p', { class: 'quiet' }, isOff ? 'You switched it off.' : wordStay(explanation, isUsed)),
    toggle && make('p', {}, toggle),
  );
}
