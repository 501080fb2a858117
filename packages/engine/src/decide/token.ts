/** By what a page knows that a variant of an experience is shown; no segment bears such a name. */
export function tokenOf({
  experience,
  variant,
}: {
  readonly experience: string;
  readonly variant: string;
}): string {
  return `${experience}:${variant}`;
}
