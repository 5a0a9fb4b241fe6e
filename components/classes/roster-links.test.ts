import { describe, expect, it } from 'vitest';
import { rosterHref } from './roster-links';

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
});
