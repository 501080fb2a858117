type Attributes = Readonly<Record<string, string>>;

/** Makes an element; text is text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A price as the shop prints it. */
export function euros(price: number): string {
  return `€\u00a0${price.toFixed(2)}`;
}
