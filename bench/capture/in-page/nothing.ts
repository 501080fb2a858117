import { tell } from './tell.ts';

// The page by itself: what tracing and telling cost.
tell();
