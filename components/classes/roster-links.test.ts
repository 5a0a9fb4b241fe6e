import { describe, expect, it } from 'vitest';
import { rosterHref, sortedBy } from './roster-links';

describe('the address of a view of the class list', () => {
  it('keeps what is asked for and starts from the first page', () => {
    const query = { q: 'kim', status: 'ACTIVE', limit: 100, cursor: 'abc' } as const;
    expect(rosterHref('c1', query, { sort: 'name' })).toBe(
      '/teach/c1?q=kim&status=ACTIVE&sort=name&limit=100#roster',
    );
  });

  it('is short for what everybody sees', () => {
    expect(rosterHref('c1', { limit: 50 })).toBe('/teach/c1#roster');
  });

  it('leads to the next page', () => {
    expect(rosterHref('c1', { limit: 50 }, { cursor: 'abc' })).toBe('/teach/c1?cursor=abc#roster');
  });

  it('names the chosen columns', () => {
    expect(rosterHref('c1', { limit: 50, columns: ['status', 'velocity'] })).toBe(
      '/teach/c1?columns=status%2Cvelocity#roster',
    );
  });
});

describe('the heading of a column', () => {
  it('sorts in its usual order first, then turns it round', () => {
    expect(sortedBy({ limit: 50 }, 'name')).toEqual({ order: null, next: undefined });
    expect(sortedBy({ limit: 50 }, 'completion')).toEqual({ order: 'desc', next: 'asc' });
    expect(sortedBy({ limit: 50, sort: 'name' }, 'name')).toEqual({ order: 'asc', next: 'desc' });
    expect(sortedBy({ limit: 50, sort: 'name', order: 'desc' }, 'name')).toEqual({
      order: 'desc',
      next: undefined,
    });
  });
});
