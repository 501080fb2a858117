import { type EdgeContent, type EdgeProgram, edgeContent } from '@inkling/engine/edge';

/** What the edge may show on a page. */
export interface View {
  readonly program: EdgeProgram;
  readonly tokens: readonly string[];
}

/** One `<ink-slot>` of a page, and the segments of its own templates in order. */
interface Slot {
  readonly name: string;
  readonly templates: string[];
}

/**
 * Shows each `<ink-slot>` of a page the variant that the browser would, in the form in which the
 * SDK leaves it: a shadow slot decides what is rendered, and default and templates stay. The rest
 * of the page stays as it is: what is activated is the browser's to say, which else would take a
 * false claim for true.
 *
 * A slot whose content needs a sanitizer, or sets attributes alone, is left to the browser; so is
 * one that does not end.
 *
 * @param html - The whole page.
 * @param mark - Random text that stands nowhere in it.
 */
export async function fillSlots(html: string, view: View, mark: string): Promise<string> {
  const slots: Slot[] = [];
  const marked = await markSlots(html, slots, mark);
  const pieces = new RegExp(`<!--${mark} (\\w+)-->| ${mark}-(\\d+)=""`, 'g');
  const fills = slots.map((slot, i) => fillOf(slot, i, { view, marked, mark, pieces }));
  return marked.replace(pieces, (_, place: string | undefined, tag: string | undefined) => {
    if (tag) {
      const token = fills[Number(tag)]?.token;
      return token ? ` data-ink="${escapeText(token)}"` : '';
    }
    return place!.startsWith('slot') ? (fills[Number(place!.slice(4))]?.html ?? '') : '';
  });
}

/** Marks where slots begin, and where the contents of their templates begin and end. */
function markSlots(html: string, slots: Slot[], mark: string): Promise<string> {
  const open: number[] = [];
  let depth = 0; // Of templates: nothing in one is on the page yet.
  const comment = (place: string): string => `<!--${mark} ${place}-->`;
  const rewriter = new HTMLRewriter()
    .on('ink-slot', {
      element(element) {
        if (depth) return;
        const i = slots.push({ name: element.getAttribute('name') ?? '', templates: [] }) - 1;
        open.push(i);
        element.setAttribute(`${mark}-${i}`, '');
        element.prepend(comment(`slot${i}`), { html: true });
        element.append(comment(`close${i}`), { html: true });
        element.onEndTag(() => void open.pop());
      },
    })
    .on('ink-slot > template[segment]', {
      element(element) {
        const i = open.at(-1);
        if (depth || i === undefined) return;
        const n = slots[i]!.templates.push(element.getAttribute('segment') ?? '') - 1;
        element.prepend(comment(`from${i}x${n}`), { html: true });
        element.append(comment(`to${i}x${n}`), { html: true });
      },
    })
    .on('template', {
      element(element) {
        depth++;
        element.onEndTag(() => {
          depth--;
        });
      },
    });
  return rewriter.transform(new Response(html)).text();
}

interface Marked {
  readonly view: View;
  readonly marked: string;
  readonly mark: string;
  readonly pieces: RegExp;
}

function fillOf(
  { name, templates }: Slot,
  i: number,
  { view, marked, mark, pieces }: Marked,
): { readonly token: string; readonly html: string } | null {
  const comment = (place: string): string => `<!--${mark} ${place}-->`;
  if (!marked.includes(comment(`close${i}`))) return null;
  const own = edgeContent(view.program, view.tokens, name);
  if (own) {
    const link = writeLink(own);
    if (link === null) return null;
    const template = `<template segment="${escapeText(own.token)}">${link}</template>`;
    return { token: own.token, html: showing(link) + template };
  }
  const n = templates.findIndex((segment) => view.tokens.includes(segment));
  if (n < 0) return null;
  const from = marked.indexOf(comment(`from${i}x${n}`));
  const to = marked.indexOf(comment(`to${i}x${n}`));
  return to < 0
    ? null
    : { token: templates[n]!, html: showing(marked.slice(from, to).replace(pieces, '')) };
}

/** A `slot` outside of a shadow tree renders what it holds, and by itself makes no box. */
const showing = (html: string): string =>
  `<template shadowrootmode="open"><slot name="ink"></slot></template><slot slot="ink">${html}</slot>`;

/** The link, or mere text, that rules show; `null` for what the browser has to do. */
function writeLink({ content }: EdgeContent): string | null {
  const { '#text': text, '#html': html, ...attributes } = content;
  if (text === undefined || html !== undefined) return null;
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeText(value)}"`,
  );
  return `<a${written.join('')}>${escapeText(text)}</a>`;
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escapeText = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);
