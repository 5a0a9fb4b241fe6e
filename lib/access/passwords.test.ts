import { parseOptions } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { decoyHash, hashPassword, newPassword, verifyPassword } from './passwords';

describe('passwords', () => {
  it('are kept as argon2id with at least 19 MiB, two passes, one lane', async () => {
    const kept = await hashPassword('correct horse battery');
    expect(kept).toMatch(/^\$argon2id\$v=19\$/);
    const { memoryCost, timeCost, parallelism } = parseOptions(kept);
    expect(memoryCost).toBeGreaterThanOrEqual(19 * 1024);
    expect({ timeCost, parallelism }).toEqual({ timeCost: 2, parallelism: 1 });
    expect(await hashPassword('correct horse battery')).not.toBe(kept);
  });

  it('cost the same to check when there is nothing to check', async () => {
    expect(parseOptions(decoyHash)).toEqual(parseOptions(await hashPassword('correct horse battery')));
    expect(decoyHash).toMatch(/^\$argon2id\$/);
    expect(await verifyPassword(null, 'anything')).toBe(false);
  });

  it('match in any Unicode spelling, and only themselves', async () => {
    const kept = await hashPassword('cafe\u0301 au lait matin');
    expect(await verifyPassword(kept, 'caf\u00e9 au lait matin')).toBe(true);
    expect(await verifyPassword(kept, 'caf\u00e9 au lait soir')).toBe(false);
    expect(await verifyPassword(kept, '')).toBe(false);
  });

  it('must be long enough when new', () => {
    expect(newPassword.safeParse('eleven char').success).toBe(false);
    expect(newPassword.safeParse('syllabase-demo').success).toBe(true);
  });
});
