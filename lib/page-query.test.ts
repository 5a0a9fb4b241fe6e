import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageHref, pageQuery } from './page-query';

const schema = z.strictObject({
  q: z.string().max(5).optional(),
  sort: z.enum(['name', 'time']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

describe('the search parameters of a page', () => {
  it('are read with the schema', () => {
    expect(pageQuery(schema, { q: 'ada', limit: '10' })).toEqual({
      query: { q: 'ada', limit: 10 },
      ignored: [],
    });
  });

  it('keep what is usable and name what is not', () => {
    expect(pageQuery(schema, { q: 'ada', sort: 'height', limit: 'many' })).toEqual({
      query: { q: 'ada', limit: 50 },
      ignored: ['sort', 'limit'],
    });
  });

  it('are not guessed when given twice', () => {
    expect(pageQuery(schema, { q: ['ada', 'eve'] })).toEqual({ query: { limit: 50 }, ignored: ['q'] });
  });

  it('may hold what other sites add, without a word', () => {
    expect(pageQuery(schema, { utm_source: 'mail' })).toEqual({ query: { limit: 50 }, ignored: [] });
  });
});

describe('the address of a page', () => {
  it('leaves out what is not set and encodes the rest', () => {
    expect(pageHref('/people', { q: 'a & b', role: undefined, cursor: '' })).toBe('/people?q=a+%26+b');
  });

  it('is bare without parameters and keeps its fragment', () => {
    expect(pageHref('/people', {}, '#list')).toBe('/people#list');
  });
});
