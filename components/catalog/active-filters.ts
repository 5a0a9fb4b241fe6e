import { type CatalogAddress, listingHref } from '@/lib/catalog/listing-address';
import type { Listing } from '@/lib/catalog/schema';
import { audienceWords, durationWords, levelWords } from './words';

export const filterNames = [
  'difficulty',
  'subject',
  'audience',
  'duration',
  'institution',
  'instructor',
] as const;

export type ActiveFilter = {
  name: (typeof filterNames)[number];
  label: string;
  value: string;
  /** The catalog without it. */
  withoutHref: string;
};

const labels = {
  difficulty: 'Level',
  subject: 'Subject',
  audience: 'For',
  duration: 'Length',
  institution: 'Institution',
  instructor: 'Instructor',
} as const;

/** The filters of an address in words. Words searched for and the order are no filters. */
export function activeFilters(address: CatalogAddress, listing: Listing): ActiveFilter[] {
  const values = {
    difficulty: address.difficulty && levelWords[address.difficulty],
    subject: address.subject,
    audience: address.audience && audienceWords[address.audience],
    duration: address.duration && durationWords[address.duration],
    institution: address.institution && institutionName(address.institution, listing),
    instructor: address.instructor && instructorName(address.instructor, listing),
  };
  return filterNames.flatMap((name) => {
    const value = values[name];
    if (!value) return [];
    return [{ name, label: labels[name], value, withoutHref: listingHref(address, { [name]: undefined }) }];
  });
}

/** The catalog with the words and the order, but no filter. */
export const withoutFiltersHref = (address: CatalogAddress): string =>
  listingHref(address, Object.fromEntries(filterNames.map((name) => [name, undefined])));

// Names come with the courses; where none is left, the address still has to be read out.
const institutionName = (id: string, { facets, items }: Listing): string =>
  facets.institution.find(({ value }) => value === id)?.label ??
  items.find(({ institution }) => institution.id === id)?.institution.name ??
  'one institution';

const instructorName = (id: string, { items }: Listing): string =>
  items.find(({ instructor }) => instructor.id === id)?.instructor.name || 'one instructor';
