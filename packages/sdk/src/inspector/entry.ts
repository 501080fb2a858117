import { openInspector } from './inspector.ts';

/** Opens the inspector, or gives the open one the focus. */
export const open = (): void =>
  openInspector(window, () => import(`${new URL('.', import.meta.url).href}extra.js`));

open();
