/** What an element shows: attributes by name, and its text under `#text`. */
export type Look = Readonly<Record<string, string | null>>;

/** Lays a look over an element. @returns What it takes the place of. */
export function applyLook(element: Element, look: Look): Look {
  const before: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(look)) {
    if (name === '#text') {
      before[name] = element.textContent;
      element.textContent = value;
    } else {
      before[name] = element.getAttribute(name);
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
  }
  return before;
}
