import type { JsonValue, Params } from '@inkling/engine';
import { cleanPart } from './clean-url.ts';

/**
 * What may be told of a form: its own id and name, and the origin it goes to. Never what is in it.
 *
 * @param submitter - The button, which may send the form elsewhere.
 */
export function readForm(form: Element, submitter?: Element | null): Params {
  // A field named `id` or `getAttribute` takes that property's place on its form.
  const read = (element: Element, name: string): string | null =>
    Element.prototype.getAttribute.call(element, name);
  const out: Record<string, JsonValue> = {};
  for (const name of ['id', 'name']) {
    const value = read(form, name);
    if (value) out[`form_${name}`] = cleanPart(value);
  }
  const action = (submitter && read(submitter, 'formaction')) ?? read(form, 'action') ?? '';
  try {
    const { origin } = new URL(action, document.baseURI);
    if (origin.startsWith('http')) out.form_destination = origin;
  } catch {
    // An action that is no address goes nowhere that could be named.
  }
  return out;
}
