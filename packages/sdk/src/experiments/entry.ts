export { startPlan as start } from './plan.ts';
