export { createRtdProvider } from '../ads/prebid-rtd.ts';
