export { startMarkup as start } from './markup.ts';
