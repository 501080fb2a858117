/** Puts late events where they belong; fetched when the first one comes. */
export { createTimeline } from '@inkling/engine';
