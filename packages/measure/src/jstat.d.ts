/** The parts of jStat that are used here; it brings no types. */
declare module 'jstat' {
  interface Distribution {
    cdf(x: number, degrees: number): number;
    inv(p: number, degrees: number): number;
  }
  const jStat: { readonly studentt: Distribution; readonly chisquare: Distribution };
  export = jStat;
}
