import { describe, expect, it } from 'vitest';
import { objectName, sqlName } from './names';

describe('names', () => {
  it.each([
    [['public', 'orders'], 'public.orders', 'public.orders'],
    [['public', 'user', 'user_pkey'], 'public.user.user_pkey', 'public."user".user_pkey'],
    [['Shop', 'Order "Lines"'], '"Shop"."Order ""Lines"""', '"Shop"."Order ""Lines"""'],
    [['a.b', 'c'], '"a.b".c', '"a.b".c'],
  ])('of %j are read and written alike', (parts, read, written) => {
    expect(objectName(...parts)).toBe(read);
    expect(sqlName(...parts)).toBe(written);
  });
});
