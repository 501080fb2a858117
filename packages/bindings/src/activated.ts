/**
 * The activated segments as `<html data-inkling>` carries them: from the boot script before the
 * first paint, from the SDK afterwards. They stand there whether or not the SDK has come.
 *
 * @returns Ids separated by blanks; `''` for none.
 */
export function activatedText(): string {
  return document.documentElement.dataset.inkling ?? '';
}

/** @param text - As {@link activatedText} gives it. */
export function listSegments(text: string): readonly string[] {
  return text ? text.split(' ') : [];
}

/** Calls back after each change of the activated segments; returns what stops it. */
export function onChange(callback: () => void): () => void {
  document.addEventListener('inkling:change', callback);
  return () => document.removeEventListener('inkling:change', callback);
}

/** Gives the activated segments now and after each change; returns what stops it. */
export function followSegments(callback: (segments: readonly string[]) => void): () => void {
  const tell = (): void => callback(listSegments(activatedText()));
  tell();
  return onChange(tell);
}
