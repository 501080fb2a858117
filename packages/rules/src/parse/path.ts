/** Where a value stands in a rule file; turned into text only when there is a fault to tell. */
export interface Path {
  readonly parent: Path | null;
  readonly key: string | number;
}

/** The file itself. */
export const ROOT: Path | null = null;

/** The path of a member of what stands at `parent`. */
export function at(parent: Path | null, key: string | number): Path {
  return { parent, key };
}

/** A path such as `segments.high-intent.enter.all[1].within`; empty for the file itself. */
export function wordPath(path: Path | null): string {
  const keys: (string | number)[] = [];
  for (let step = path; step !== null; step = step.parent) keys.unshift(step.key);
  return keys.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!isPlain(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

function isPlain(key: string): boolean {
  return key !== '' && !/[^\w$@-]/.test(key);
}
