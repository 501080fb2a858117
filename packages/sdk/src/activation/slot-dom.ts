/** Name of the shadow slot that holds the chosen variant; the default has none. */
const CHOSEN = 'ink';
/** A name that nothing is assigned to: the element stays empty. */
const NOTHING = 'ink-wait';

/**
 * Shows one of a slot element's templates, or its default content.
 *
 * The children that the page or its framework put there are never moved: a shadow slot decides
 * which of them are rendered. So the default keeps its state, comes back untouched, and may even
 * still be arriving from the parser.
 *
 * @param choice - A template of the element; `null` for the default; `undefined` for nothing, until
 *   it is known.
 */
export function showInSlot(
  element: HTMLElement,
  choice: HTMLTemplateElement | null | undefined,
): void {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  const doc = element.ownerDocument;
  const slot = root.firstElementChild ?? root.appendChild(doc.createElement('slot'));
  element.querySelector(`:scope>[slot=${CHOSEN}]`)?.remove();
  const segment = choice?.getAttribute('segment');
  if (choice) {
    const holder = doc.createElement('div');
    holder.slot = CHOSEN;
    holder.style.display = 'contents';
    holder.append(choice.content.cloneNode(true));
    element.append(holder);
  }
  slot.setAttribute('name', choice ? CHOSEN : choice === null ? '' : NOTHING);
  if (segment) element.dataset.ink = segment;
  else delete element.dataset.ink;
}

/** The first of a slot element's own templates whose segment is among `segments`. */
export function chooseTemplate(
  element: Element,
  segments: readonly string[],
): HTMLTemplateElement | null {
  const own = element.querySelectorAll<HTMLTemplateElement>(':scope>template[segment]');
  return (
    [...own].find((template) => segments.includes(template.getAttribute('segment') ?? '')) ?? null
  );
}
