/// <reference path="./jstat.d.ts" />
import jStat from 'jstat';

/** Chance that Student's t with these degrees of freedom is at most x. */
export const studentBelow = (x: number, degrees: number): number => jStat.studentt.cdf(x, degrees);

/** The value that Student's t stays below with chance p. */
export const studentAt = (p: number, degrees: number): number => jStat.studentt.inv(p, degrees);

/** Chance that chi-squared with these degrees of freedom is at most x. */
export const chiSquaredBelow = (x: number, degrees: number): number =>
  jStat.chisquare.cdf(x, degrees);
