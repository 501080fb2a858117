/** What a page would take for experiences. */
export { decide } from '@inkling/engine/decide';
