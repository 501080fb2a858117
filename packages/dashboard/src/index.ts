export type { DaySize } from './data/day-size.ts';
export { daySizes } from './data/day-size.ts';
