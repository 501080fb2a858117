/** What an element may hold; `null` and `false` leave nothing. */
export type Child = Node | string | null | false;

type Value = string | boolean | ((event: Event) => void);

/** Makes an element. Text is text, never markup; functions listen to the event they are called after. */
export type MakeElement = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Readonly<Record<string, Value>>,
  ...children: readonly Child[]
) => HTMLElementTagNameMap[K];

/** @param doc - Whose elements are made. */
export function createMakeElement(doc: Document): MakeElement {
  return (tag, attributes = {}, ...children) => {
    const made = doc.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') made.addEventListener(name.slice(2), value);
      else if (value !== false) made.setAttribute(name, value === true ? '' : value);
    }
    made.append(...children.filter((child) => child !== null && child !== false));
    return made;
  };
}
