/**
 * Reads what a site says to one adapter: the JSON object in the attribute `data-NAME` of a script
 * tag, of the adapter's own or of Inkling's.
 *
 * @param name - As in the file's name: `tcf`, `consent-mode`.
 * @returns An empty object where no tag says anything; `null`, with a warning, for what is no JSON
 *   object: an adapter that was told something unreadable must do nothing.
 */
export function readSettings<T extends object>(win: Window, name: string): Partial<T> | null {
  const tag = win.document.querySelector(`script[data-${name}]`);
  const text = tag?.getAttribute(`data-${name}`) || '{}';
  try {
    const settings: unknown = JSON.parse(text);
    if (typeof settings === 'object' && settings && !Array.isArray(settings)) return settings;
  } catch {
    // Told below.
  }
  console.warn(`Inkling: data-${name} is ${text}; expected a JSON object.`);
  return null;
}
