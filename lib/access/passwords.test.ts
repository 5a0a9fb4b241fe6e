import { hash, parseOptions } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { decoySettings, hashLike, hashPassword, newPassword } from './passwords';

const settingsIn = (kept: string) => kept.slice(0, kept.lastIndexOf('$'));

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
    const kept = parseOptions(await hashPassword('correct horse battery'));
    expect(parseOptions(await hashLike(decoySettings, 'correct horse battery'))).toEqual(kept);
  });

  it('match in any Unicode spelling, and only themselves', async () => {
    const kept = await hashPassword('cafe\u0301 au lait matin');
    const like = (password: string) => hashLike(settingsIn(kept), password);
    expect(await like('caf\u00e9 au lait matin')).toBe(kept);
    expect(await like('caf\u00e9 au lait soir')).not.toBe(kept);
    expect(await like('')).not.toBe(kept);
  });

  it('are recognised with the costs they were kept with, whatever they cost today', async () => {
    const kept = await hash('correct horse battery', { memoryCost: 8_192, timeCost: 3, parallelism: 2 });
    expect(await hashLike(settingsIn(kept), 'correct horse battery')).toBe(kept);
    await expect(async () => hashLike('$2b$10$abcdefghijklmnopqrstuv', 'x')).rejects.toThrow('form');
  });

  it('must be long enough when new', () => {
    expect(newPassword.safeParse('eleven char').success).toBe(false);
    expect(newPassword.safeParse('syllabase-demo').success).toBe(true);
  });
});
