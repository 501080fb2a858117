import type { AdSettings } from './ad-segments.ts';

/** What `data-prebid`, and the parameters of the RTD provider, may say. */
export interface PrebidSettings extends AdSettings {
  /** Who tells: the site's domain unless given. */
  readonly name: string;
  /** Which taxonomy the values are of, as OpenRTB numbers them: 4 is IAB Audience 1.1. */
  readonly segtax: number;
  /** Name of Prebid's global; `pbjs` unless given. */
  readonly global: string;
}

/** One entry of OpenRTB's `user.data`. */
export interface UserData {
  name?: string;
  ext?: { segtax?: number };
  segment?: { id?: string }[];
}

/** Replaces our entry, by its name and taxonomy, in what is there; without segments it goes. */
export function withOurs(
  data: readonly UserData[] | undefined,
  { segments = {}, segtax, name }: Partial<PrebidSettings>,
  active: readonly string[],
): UserData[] {
  const others = (data ?? []).filter((e) => e.name !== name || e.ext?.segtax !== segtax);
  const segment = active.flatMap((id) => (segments[id] ? { id: segments[id] } : []));
  if (!segment.length) return others;
  return [...others, { name: `${name}`, ...(segtax && { ext: { segtax } }), segment }];
}
