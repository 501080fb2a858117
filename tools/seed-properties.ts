import fc from 'fast-check';

/**
 * Set-up of the projects with property tests: they draw the same runs each time, so that what is red
 * is so by a change. `npm run long` draws others, and `INKLING_SEED` repeats what a failure names.
 */
const { INKLING_SEED, INKLING_LONG } = process.env;
if (INKLING_SEED || !INKLING_LONG) fc.configureGlobal({ seed: Number(INKLING_SEED || 1) });
