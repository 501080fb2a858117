export { compare } from './compare.ts';
export type { SoakOptions, SoakResult } from './run-soak.ts';
export { runSoak } from './run-soak.ts';
