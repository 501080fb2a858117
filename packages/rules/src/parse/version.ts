import { isDigits } from './duration.ts';

/** Whether a text is a dotted version such as `2.10.1`, `v3` or `2.0.0-beta.1+5`. */
export function isVersion(text: string): boolean {
  const [release = ''] = (text.startsWith('v') ? text.slice(1) : text).split('+');
  const [numbers = '', ...suffix] = release.split('-');
  const sound = numbers.split('.').every((part) => isDigits(part) && part.length <= 9);
  return sound && (suffix.length === 0 || suffix.join('-') !== '');
}
