import { escapeText, type Html, trusted } from './html.ts';
import type { Picture } from './product.ts';

type Art = ReadonlyMap<string, string>;

/**
 * An illustration by name.
 *
 * @param alt - What it shows; `''` where a headline beside it says enough.
 * @throws `Error` when there is no such illustration.
 */
export function illustration(art: Art, name: string, alt: string): Html {
  const inner = art.get(name);
  if (inner === undefined) throw new Error(`There is no illustration “${name}”`);
  return svg('0 0 480 300', inner, alt);
}

/** The picture of a product, drawn from its colours. */
export function productPicture(art: Art, picture: Picture, alt: string): Html {
  return svg('0 0 480 360', DRAW[picture.kind](picture as never, art), alt);
}

function svg(box: string, inner: string, alt: string): Html {
  const role = alt === '' ? 'aria-hidden="true"' : `role="img" aria-label="${escapeText(alt)}"`;
  return trusted(`<svg class="art" viewBox="${box}" ${role} focusable="false">${inner}</svg>`);
}

type Of<K extends Picture['kind']> = Extract<Picture, { kind: K }>;

const DRAW: { [K in Picture['kind']]: (picture: Of<K>, art: Art) => string } = {
  print: ({ art: name }, art) =>
    `<rect width="480" height="360" class="p"/><rect x="62" y="36" width="356" height="280" rx="2" class="sh"/>` +
    `<rect x="56" y="28" width="368" height="284" rx="2" class="k"/><rect x="66" y="38" width="348" height="264" class="w"/>` +
    `<svg x="90" y="64" width="300" height="187.5" viewBox="0 0 480 300">${art.get(name) ?? ''}</svg>` +
    `<path d="M90 276h44M340 276h50" class="ls2" stroke-width="3"/>`,
  notebook: ({ cover, band }) =>
    `<rect width="480" height="360" class="s"/><g transform="rotate(-8 240 180)">` +
    `<rect x="150" y="48" width="196" height="274" rx="8" class="sh"/><rect x="146" y="42" width="192" height="274" rx="6" class="w"/>` +
    `<rect x="142" y="36" width="192" height="276" rx="8" class="${cover}"/><rect x="142" y="36" width="22" height="276" rx="8" class="k"/>` +
    `<rect x="196" y="92" width="104" height="52" rx="3" class="${band}"/><path d="M212 110h72M212 124h44" class="lk" stroke-width="4"/>` +
    `<rect x="306" y="36" width="8" height="276" class="k"/></g>`,
  tea: ({ tin, label }) =>
    `<rect width="480" height="360" class="p"/><ellipse cx="240" cy="316" rx="128" ry="14" class="sh"/>` +
    `<rect x="152" y="92" width="176" height="220" rx="10" class="${tin}"/><rect x="144" y="58" width="192" height="44" rx="8" class="b"/>` +
    `<rect x="144" y="90" width="192" height="10" class="k"/><rect x="152" y="150" width="176" height="104" class="${label}"/>` +
    `<path d="M240 168c30 10 38 34 8 66c-34-8-40-36-8-66zm4 62l-6-46" class="ink-leaf" stroke-width="5"/>` +
    `<path d="M176 280h128" class="ly" stroke-width="4"/>`,
};
