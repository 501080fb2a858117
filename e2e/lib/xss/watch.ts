/** What a page under attack has done so far. */
export interface Damage {
  /** How often a payload ran. */
  runs: number;
  /** Directives of policies that were violated. */
  readonly violations: string[];
}

declare global {
  interface Window {
    __damage: Damage;
    pwn(): void;
  }
}

/** Counts what payloads achieve. Runs inside a page, before its scripts. */
export function watchDamage(): void {
  const damage: Damage = { runs: 0, violations: [] };
  window.__damage = damage;
  window.pwn = () => {
    damage.runs += 1;
  };
  window.alert = window.pwn;
  addEventListener('securitypolicyviolation', (event) => {
    damage.violations.push(`${event.violatedDirective} ${event.sample} ${event.sourceFile}`);
  });
}

/**
 * Does to every element, those in shadow roots included, what might wake a payload: the events that
 * payloads wait for, and one turn of loading for what fails to load.
 *
 * @returns Addresses of links and forms that are neither of the web nor of mail or telephone, and
 *   elements or attributes that no sanitizer may let through.
 */
export async function provoke(): Promise<string[]> {
  const all = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((one) => [
      one,
      ...(one.shadowRoot ? all(one.shadowRoot) : []),
    ]);
  const found: string[] = [];
  const isOurs = (one: Element): boolean => !!one.closest('head') || one.matches('body>script');
  for (const one of all(document)) {
    if (isOurs(one)) continue;
    const words = one.getAttributeNames();
    const bad = words.filter((name) => /^on|^style$|^srcdoc$|^formaction$|^ping$/i.test(name));
    // The slots' own holders have a style of one word, set by property.
    const isHolder = one.getAttribute('slot') === 'ink';
    for (const name of bad) if (!isHolder) found.push(`${one.localName} ${name}`);
    if (/^(script|iframe|object|embed|base|meta|link|style)$/.test(one.localName)) {
      found.push(one.localName);
    }
    for (const name of ['href', 'xlink:href', 'action']) {
      const address = one.getAttribute(name);
      if (address === null) continue;
      const { protocol } = new URL(address, document.baseURI);
      if (!/^(https?|mailto|tel):$/.test(protocol)) found.push(`${one.localName} ${address}`);
    }
    for (const type of ['mouseover', 'pointerover', 'focus', 'animationend', 'toggle']) {
      one.dispatchEvent(new Event(type));
    }
    if (one instanceof HTMLElement && !one.closest('a,button')) one.click();
  }
  // Whatever fails to load has failed before this one does, or in the same turn.
  await new Promise((resolve) => {
    const last = new Image();
    last.onerror = resolve;
    last.src = 'data:image/png,';
  });
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return found;
}
