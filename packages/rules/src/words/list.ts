/** Parts as English joins them: `a`, `a or b`, `a, b or c`. */
export function wordList(parts: readonly string[], joint: 'and' | 'or'): string {
  if (parts.length <= 1) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${joint} ${parts[parts.length - 1]}`;
}

/** A value as it reads in a sentence: plain where it cannot be mistaken, else in quotes. */
export function wordValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return wordNumber(value);
  if (typeof value === 'string') {
    return value !== '' && !/[^\w./*:@+-]/.test(value) ? value : JSON.stringify(value);
  }
  return JSON.stringify(value);
}

/** A number with thin grouping: `1,000`, `0.25`. */
export function wordNumber(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  if (whole.includes('e') || (fraction ?? '').includes('e')) return String(value);
  const sign = whole.startsWith('-') ? '-' : '';
  let digits = whole.slice(sign.length);
  let grouped = '';
  while (digits.length > 3) {
    grouped = `,${digits.slice(-3)}${grouped}`;
    digits = digits.slice(0, -3);
  }
  return `${sign}${digits}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}
