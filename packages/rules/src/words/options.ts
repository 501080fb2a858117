/** How plain words name things. */
export interface WordOptions {
  /** Name of a segment for people; its id unless given. */
  readonly nameOf?: (segment: string) => string;
  /** IANA zone for dates; UTC unless given. */
  readonly timezone?: string;
}
