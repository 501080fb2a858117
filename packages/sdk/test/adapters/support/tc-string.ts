import { GVL, Segment, TCModel, TCString, type VendorList } from '@iabtcf/core';

/** What a visitor agreed to, as a consent platform would write it. */
export interface TcAnswer {
  readonly consents?: readonly number[];
  readonly legitimateInterests?: readonly number[];
  readonly publisher?: readonly number[];
  readonly vendors?: readonly number[];
}

const purposes = Object.fromEntries(
  Array.from({ length: 11 }, (_, i) => [
    i + 1,
    { id: i + 1, name: '', description: '', illustrations: [] },
  ]),
);
const VENDOR_LIST = {
  gvlSpecificationVersion: 3,
  vendorListVersion: 1,
  tcfPolicyVersion: 5,
  lastUpdated: '2026-01-01T00:00:00Z',
  purposes,
  specialPurposes: {},
  features: {},
  specialFeatures: {},
  stacks: {},
  dataCategories: {},
  vendors: {
    755: {
      id: 755,
      name: 'v',
      purposes: Array.from({ length: 11 }, (_, i) => i + 1),
      legIntPurposes: [],
      flexiblePurposes: [],
      specialPurposes: [],
      features: [],
      specialFeatures: [],
    },
  },
} as unknown as VendorList;

/** Encodes an answer by IAB Tech Lab's own library, with the segment of disclosed vendors of 2.3. */
export function tcString(answer: TcAnswer): string {
  const model = new TCModel(new GVL(VENDOR_LIST));
  model.cmpId = 31;
  model.cmpVersion = 1;
  model.isServiceSpecific = true;
  model.purposeConsents.set([...(answer.consents ?? [])]);
  model.purposeLegitimateInterests.set([...(answer.legitimateInterests ?? [])]);
  model.publisherConsents.set([...(answer.publisher ?? [])]);
  model.vendorConsents.set([...(answer.vendors ?? [])]);
  model.vendorsDisclosed.set([755]);
  return TCString.encode(model, {
    version: 2,
    segments: [Segment.CORE, Segment.VENDORS_DISCLOSED, Segment.PUBLISHER_TC],
  });
}
