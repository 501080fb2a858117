/** The four sections, in the order of the navigation. */
export const SECTIONS = [
  {
    id: 'politics',
    name: 'Politics',
    promise: 'Who decided what, over which soup, and who had read it first.',
  },
  {
    id: 'business',
    name: 'Business',
    promise: 'Money, work and weather, reported by people who pay rent.',
  },
  {
    id: 'culture',
    name: 'Culture',
    promise: 'Everything made without being strictly necessary.',
  },
  {
    id: 'science',
    name: 'Science',
    promise: 'What is known, how sure, and which octopus disagrees.',
  },
] as const;

export type SectionId = (typeof SECTIONS)[number]['id'];

export function isSectionId(text: string): text is SectionId {
  return SECTIONS.some((section) => section.id === text);
}

/** The name of a section as people read it. */
export function sectionName(id: SectionId): string {
  return SECTIONS.find((section) => section.id === id)?.name ?? id;
}
