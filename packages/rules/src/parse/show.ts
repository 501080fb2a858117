const MOST_LETTERS = 60;

/** A value of a rule file, shortened for a message. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return showObject(value);
  if (typeof value === 'string') return showText(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return `a ${typeof value}`;
}

function showText(text: string): string {
  const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
  return JSON.stringify(short);
}

function showObject(value: object): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  const named = keys.slice(0, 3).map(showText).join(', ');
  return `an object with ${named}${keys.length > 3 ? ', …' : ''}`;
}
