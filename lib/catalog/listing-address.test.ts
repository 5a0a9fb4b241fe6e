import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCursor } from '@/lib/list-query';
import { listingHref, readListingAddress } from './listing-address';

const id = '3f6f1f0e-8a53-4c8e-9a52-5a2f1d3b7c11';
const cursor = encodeCursor(['2026-03-01T10:00:00.123456Z', 17]);

describe('the address of the catalog', () => {
  it('keeps what it means', () => {
    const raw = { q: ' cells ', difficulty: 'BEGINNER', institution: id, sort: 'newest', cursor };
    expect(readListingAddress(raw)).toEqual({
      query: { ...raw, q: 'cells', limit: 12 },
      leftOut: [],
    });
  });

  it('keeps how the courses are shown apart from which', () => {
    const { query, view, leftOut } = readListingAddress({ q: 'cells', view: 'list' });
    expect({ query, view, leftOut }).toEqual({ query: { q: 'cells', limit: 24 }, view: 'list', leftOut: [] });
    expect(listingHref({ ...query, view }, { duration: 'SHORT' })).toBe(
      '/courses?q=cells&view=list&duration=SHORT',
    );
    expect(readListingAddress({ view: 'wall' })).toMatchObject({ view: undefined, leftOut: ['view'] });
    expect(readListingAddress({ view: '' })).toMatchObject({ view: undefined, leftOut: [] });
  });

  it('leaves out and names what it cannot mean, and does not mind what others add', () => {
    const raw = {
      q: 'cells',
      difficulty: 'IMPOSSIBLE',
      institution: "' OR 1=1",
      audience: ['PRIMARY', 'SECONDARY'],
      cursor: 'yesterday',
      limit: '100000',
      utm_source: 'letter',
    };
    const { query, leftOut } = readListingAddress(raw);
    expect(query).toEqual({ q: 'cells', limit: 12 });
    expect(leftOut).toEqual(['difficulty', 'institution', 'audience', 'cursor']);
  });

  it('takes any text at all without throwing', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('q', 'difficulty', 'cursor', 'sort'), value), (raw) => {
        expect([12, 24]).toContain(readListingAddress(raw).query.limit);
      }),
    );
  });

  it('changes one parameter, keeps the others, and starts from the first page', () => {
    const { query } = readListingAddress({ q: 'a&b', difficulty: 'BEGINNER', cursor });
    expect(listingHref(query, { difficulty: undefined })).toBe('/courses?q=a%26b');
    expect(listingHref(query, { audience: 'GRADUATE' })).toBe(
      '/courses?q=a%26b&difficulty=BEGINNER&audience=GRADUATE',
    );
    expect(listingHref(query, { cursor: 'next' })).toBe('/courses?q=a%26b&difficulty=BEGINNER&cursor=next');
    expect(listingHref(query, { q: undefined, difficulty: undefined })).toBe('/courses');
  });
});
