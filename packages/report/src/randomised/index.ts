export type { BitState, BitStep } from './contribute-bit.ts';
export { contributeBit, flipChance, LEDGER_DAYS } from './contribute-bit.ts';
export type { PrivacySpent } from './privacy-spent.ts';
export { privacyMost, privacySpent } from './privacy-spent.ts';
