import { isDigits } from './duration.ts';

/** Whether a text is a dotted version such as `2.10.1`, a leading `v` allowed. */
export function isVersion(text: string): boolean {
  const numbers = text.startsWith('v') ? text.slice(1) : text;
  return numbers.split('.').every((part) => isDigits(part) && part.length <= 9);
}
