import type { Extra } from '@inkling/engine';
import { readConfig } from '../lib/config.ts';
import { createGuard } from '../lib/guard.ts';
import { download } from '../panel/download.ts';
import { createMakeElement } from '../panel/element.ts';
import { createClockTab } from './clock-tab.ts';
import { exportFile } from './export-file.ts';
import { createSegmentsTab } from './segments-tab.ts';
import { createSentTab } from './sent-tab.ts';
import { createShell, focusShell } from './shell.ts';
import { createSlotsTab } from './slots-tab.ts';
import { openSource, type Snapshot, type Source } from './source.ts';
import type { TabParts } from './tab.ts';
import { createTabs } from './tabs.ts';
import { createTimelineTab } from './timeline-tab.ts';

const TAG = 'ink-inspector';
/** Reading makes the SDK go through its history, and reports leave after 3 s without that. */
const EVERY_MS = 5_000;
/** So long after an act on the page, when it is likely to have been recorded. */
const AFTER_ACT_MS = 1_000;
const ACTS = ['click', 'keydown', 'scroll', 'inkling:change'];
const TABS = [createSegmentsTab, createTimelineTab, createSlotsTab, createSentTab, createClockTab];

/**
 * Opens the inspector on a page: what Inkling knows of this visitor, why, what it sent and kept, and
 * what would hold later. It changes nothing of the page, looks through the SDK's public methods, and
 * is gone without a trace when it is closed. A second call gives the open one the focus. Nothing is
 * thrown into the page.
 *
 * @param loadExtra - Brings the engine's second chunk, for rules that need it.
 */
export function openInspector(
  win: Window & typeof globalThis,
  loadExtra: () => Promise<{ readonly extra: Extra }>,
): void {
  const { document: doc } = win;
  const present = doc.querySelector<HTMLElement>(TAG);
  if (present) {
    focusShell(present);
    return;
  }
  const before = doc.activeElement;
  const host = doc.createElement(TAG);
  const make = createMakeElement(doc);
  let source: Source | null = null;
  let last: Snapshot | undefined;
  let timer = 0;

  const guard = createGuard((error) => shell.tell(`This could not be read (${error}).`));
  const draw = guard(async () => {
    const at = bar.chosen();
    if (!last) return;
    const body = make('div', { class: 'body' }, ...(await tabs[at]!.draw(last)));
    // Another tab may have been chosen while this one was made.
    if (at === bar.chosen()) shell.show(body);
  });
  const redraw = (): void => void draw();
  const parts: TabParts = { make, win, redraw, say: (text) => shell.say(text) };
  const tabs = TABS.map((create) => create(parts));
  const names = tabs.map(({ name }) => name);
  const bar = createTabs(make, names, redraw);
  const shell = createShell(host, make, bar, {
    save() {
      const text = exportFile(last?.events ?? []);
      download(win, 'inkling-events.ndjson', 'application/x-ndjson', text);
    },
    close() {
      win.clearTimeout(timer);
      for (const act of ACTS) doc.removeEventListener(act, onAct);
      source?.close();
      host.remove();
      if (before instanceof win.HTMLElement) before.focus();
    },
  });
  const look = guard(async () => {
    try {
      if (!source || doc.visibilityState === 'hidden') return;
      const isFirst = !last;
      last = await source.read();
      if (isFirst) shell.tell('');
      await draw();
    } finally {
      lookIn(EVERY_MS);
    }
  });
  const lookIn = (ms: number): void => {
    win.clearTimeout(timer);
    if (host.isConnected) timer = win.setTimeout(look, ms);
  };
  const onAct = ({ target }: Event): void => {
    if (target !== host) lookIn(AFTER_ACT_MS);
  };
  for (const act of ACTS) doc.addEventListener(act, onAct, { passive: true });
  const start = guard(async () => {
    const config = readConfig(win);
    source = config ? await openSource(win, config, loadExtra) : null;
    if (!source) shell.tell('Inkling does not run on this page.');
    else if (host.isConnected) await look();
    else source.close();
  });
  shell.tell('Looking for Inkling …');
  doc.body.append(host);
  focusShell(host);
  start();
}
