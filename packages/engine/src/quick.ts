/**
 * What a page needs before its first decision. Import '@inkling/engine' for everything; a page
 * that has this may add the rest later by `completeEngine`.
 */
export { compareEvents } from './event.ts';
export { createQuickEngine, type QuickEngine } from './quick-engine.ts';
export { sessionise } from './sessioniser.ts';
export { createCalendar } from './zone.ts';
