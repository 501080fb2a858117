import type { ContentCode } from '../assign/program.ts';

/** Content as the page may use it. */
export type SafeContent = Exclude<ContentCode, 0 | 1>;

const LINK = /^(https?:\/\/|mailto:|tel:|\.{0,2}\/(?![/\\])|[?#])[^\s\\]*$/i;
const NAME =
  /^(#text|#html|class|alt|dir|hidden|lang|placeholder|role|title|aria-[a-z]+|data-(?!ink)[a-z0-9-]+)$/;

/**
 * Content without what could run a script or load anything: the compiler has refused that already,
 * but a page trusts nobody.
 */
export function safeContent(content: SafeContent): SafeContent {
  return Object.fromEntries(
    Object.entries(content).filter(([name, value]) =>
      name === 'href' ? isSafeLink(value) : NAME.test(name),
    ),
  );
}

/** Whether an address is one that cannot run a script: the same ones as the rules allow. */
export function isSafeLink(address: string): boolean {
  return LINK.test(address);
}
