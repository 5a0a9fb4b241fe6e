import { describe, expect, it } from 'vitest';
import { pageKey } from './page-key';

/** As Next 16.4 writes it; e2e/hostile/front.spec.ts notices when that changes. */
const nextKey = (path: string, kind = 'APP_PAGE') =>
  `/route-cache/${kind}/${'0123456789abcdef'.repeat(4)}/$${path}`;

describe('pageKey', () => {
  it('finds the address in the key that Next makes', () => {
    for (const path of ['/index', '/catalog', '/courses/a$/b']) expect(pageKey(nextKey(path))).toBe(path);
    expect(pageKey(nextKey('/api/v1/openapi.json', 'APP_ROUTE'))).toBe('/api/v1/openapi.json');
  });

  it('leaves every other key alone', () => {
    for (const key of ['/courses', '/route-cache/x', nextKey('/x', 'PAGES'), ''])
      expect(pageKey(key)).toBe(key);
  });
});
