import { describe, expect, it } from 'vitest';
import type { CatalogAddress } from '@/lib/catalog/listing-address';
import type { Listing } from '@/lib/catalog/schema';
import { activeFilters, withoutFiltersHref } from './active-filters';

const id = '3f6f1f0e-8a53-4c8e-9a52-5a2f1d3b7c11';
const nothing: Listing = {
  items: [],
  nextCursor: null,
  facets: { difficulty: [], institution: [], subject: [], audience: [], duration: [] },
  total: 0,
  didYouMean: null,
  relaxed: false,
};
const address: CatalogAddress = {
  q: 'cells',
  difficulty: 'BEGINNER',
  institution: id,
  sort: 'newest',
  limit: 24,
};

describe('the filters that are set', () => {
  it('are said in words, each with the address without it', () => {
    const institution = [{ value: id, label: 'Northfield College', count: 3 }];
    const listing = { ...nothing, facets: { ...nothing.facets, institution } };
    expect(activeFilters(address, listing)).toEqual([
      {
        name: 'difficulty',
        label: 'Level',
        value: 'Beginner',
        withoutHref: `/courses?q=cells&institution=${id}&sort=newest`,
      },
      {
        name: 'institution',
        label: 'Institution',
        value: 'Northfield College',
        withoutHref: '/courses?q=cells&difficulty=BEGINNER&sort=newest',
      },
    ]);
  });

  it('can be taken back where no course is left to name them', () => {
    expect(activeFilters(address, nothing).map(({ value }) => value)).toEqual([
      'Beginner',
      'one institution',
    ]);
  });

  it('do not include words, order and view', () => {
    expect(activeFilters({ q: 'cells', sort: 'newest', view: 'list', limit: 24 }, nothing)).toEqual([]);
    expect(withoutFiltersHref({ ...address, view: 'list' })).toBe('/courses?q=cells&sort=newest&view=list');
  });
});
