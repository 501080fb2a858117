import type { Engine } from '@inkling/engine';
import { nextChange, replay } from './replay.ts';
import type { Snapshot } from './source.ts';
import type { Tab, TabParts } from './tab.ts';
import { wordInstant, wordLength } from './word-window.ts';

const HOUR_MS = 3_600_000;
const LEAPS = [
  ['+1 h', HOUR_MS],
  ['+1 d', 24 * HOUR_MS],
  ['+30 d', 720 * HOUR_MS],
] as const;

const membersOf = (engine: Engine): string[] =>
  engine.memberships().flatMap((one) => (one.in ? one.segment : []));

/** What is different there, and when that is. */
function wordJourney(there: Engine, start: number, before: readonly string[]): string {
  const after = membersOf(there);
  const changes = there.program.segments
    .filter(({ id }) => before.includes(id) !== after.includes(id))
    .map(({ id }) => `${after.includes(id) ? 'enters' : 'leaves'} ${id}`);
  const ahead = wordLength(there.now - start);
  return `${wordInstant(there.now)}, ${ahead} ahead: ${changes.join(', ') || 'nothing has changed'}.`;
}

/** Moves time in an engine of its own, as if nothing more happened, and tells what changes. */
export function createClockTab({ make, redraw, say }: TabParts): Tab {
  /** `null` while the time is the present. */
  let there: Engine | null = null;
  let start = 0;

  const table = (ids: readonly string[], before: readonly string[], after: readonly string[]) => {
    const cell = (list: readonly string[], id: string) =>
      make('td', {}, list.includes(id) ? 'in' : '–');
    return make(
      'table',
      {},
      make('tr', {}, ...['Segment', 'Now', 'Then'].map((one) => make('th', { scope: 'col' }, one))),
      ...ids.map((id) =>
        make(
          'tr',
          { class: before.includes(id) === after.includes(id) ? '' : 'changed' },
          make('th', { scope: 'row' }, id),
          cell(before, id),
          cell(after, id),
        ),
      ),
    );
  };
  const buttons = (
    { events, now }: Snapshot,
    engine: Engine,
    parts: Parameters<typeof replay>[0],
  ) => {
    const next = nextChange(there ?? engine);
    const go = (t: number): void => {
      if (!there) start = now;
      there ??= replay(parts, events, now);
      there.advance(t);
      say(wordJourney(there, start, membersOf(engine)));
      redraw();
    };
    const button = (text: string, onclick: () => void, isOff = false): HTMLElement =>
      make(
        'button',
        { type: 'button', 'data-key': text, 'aria-disabled': `${isOff}`, onclick },
        text,
      );
    return [
      make(
        'div',
        { class: 'row' },
        ...LEAPS.map(([text, ms]) => button(text, () => go((there?.now ?? Date.now()) + ms))),
        button('To the next change', () => go(nextChange(there ?? engine) ?? 0), next === null),
        button('Back to now', () => {
          there = null;
          say('Back to now.');
          redraw();
        }),
      ),
      make(
        'p',
        { class: 'quiet' },
        next === null
          ? 'Nothing more changes by itself within 400 days.'
          : `The next change is on ${wordInstant(next)}.`,
      ),
    ];
  };

  return {
    name: 'Clock',
    draw(snapshot) {
      const { engine, replayParts } = snapshot;
      if (!engine || !replayParts) return [make('p', {}, 'The rules could not be read.')];
      const before = membersOf(engine);
      const ids = engine.program.segments.map(({ id }) => id);
      return [
        make(
          'p',
          { class: 'quiet' },
          'What would hold if the visitor did nothing more. The page keeps its own time.',
        ),
        ...buttons(snapshot, engine, replayParts),
        make('p', {}, there ? wordJourney(there, start, before) : 'You are at the present.'),
        table(ids, before, membersOf(there ?? engine)),
      ];
    },
  };
}
