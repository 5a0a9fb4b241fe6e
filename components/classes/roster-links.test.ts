import { describe, expect, it } from 'vitest';
import { exportHref, rosterHref, sortedBy } from './roster-links';

describe('the address of a view of the class list', () => {
  it('keeps what is asked for and starts from the first page', () => {
    const query = { q: 'kim', status: { enrollment: 'ACTIVE' }, limit: 100, cursor: 'abc' } as const;
    expect(rosterHref('c1', query, { sort: 'name' })).toBe(
      '/teach/c1?q=kim&sort=name&status=ACTIVE&limit=100#roster',
    );
  });

  it('is short for what everybody sees', () => {
    expect(rosterHref('c1', { limit: 50 })).toBe('/teach/c1#roster');
  });

  it('leads to the next page', () => {
    expect(rosterHref('c1', { limit: 50 }, { cursor: 'abc' })).toBe('/teach/c1?cursor=abc#roster');
  });

  it('names both kinds of status, as the file of these students does', () => {
    const status = { enrollment: 'ACTIVE', learning: 'NEEDS_SUPPORT' } as const;
    expect(rosterHref('c1', { limit: 50, status })).toBe('/teach/c1?status=ACTIVE%2CNEEDS_SUPPORT#roster');
    expect(exportHref('c1', { status, q: 'kim' })).toBe(
      '/api/v1/courses/c1/class.csv?q=kim&status=ACTIVE%2CNEEDS_SUPPORT',
    );
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
