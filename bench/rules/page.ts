import { compare } from './compare.ts';

// What a page is asked by name.
Object.assign(globalThis, { compare });
