/** What a page would take for experiments. */
export { assign } from '@inkling/engine/assign';
