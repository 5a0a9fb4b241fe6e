import { expect, it } from 'vitest';
import { riskHref } from './risk-links';

it('keeps day and filter, and starts from the first page', () => {
  const query = { day: '2026-03-01', show: 'new', limit: 100, cursor: 'abc' } as const;
  expect(riskHref('c1', query)).toBe('/teach/c1/at-risk?day=2026-03-01&show=new&limit=100');
  expect(riskHref('c1', query, { show: undefined, day: undefined })).toBe('/teach/c1/at-risk?limit=100');
  expect(riskHref('c1', { limit: 50 }, { cursor: 'abc' })).toBe('/teach/c1/at-risk?cursor=abc');
});
