import type { SlotContents } from '../memberships/snapshot.ts';

/**
 * What the rules show in a slot. Its name is the page's, and may be one that every object knows.
 */
export function contentOf(contents: SlotContents, slot: Element): SlotContents[string] | undefined {
  const name = slot.getAttribute('name')!;
  return Object.hasOwn(contents, name) ? contents[name] : undefined;
}

/**
 * Gives a slot element a template, before its own, of what the rules show in it: a link, without an
 * address a mere piece of text. The content must be safe.
 *
 * Markup goes through the browser's own sanitizer, which must be there.
 */
export function fillSlot(slot: Element, [token, content]: SlotContents[string]): void {
  const doc = slot.ownerDocument;
  const template = doc.createElement('template');
  const link: Element & { setHTML?(html: string): void } = doc.createElement('a');
  for (const [name, value] of Object.entries(content)) {
    if (name === '#text') link.textContent = value;
    else if (name === '#html') link.setHTML!(value);
    else link.setAttribute(name, value);
  }
  template.setAttribute('segment', token);
  template.content.append(link);
  slot.prepend(template);
}
