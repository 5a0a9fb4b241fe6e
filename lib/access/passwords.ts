import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';

/** OWASP's second recommended setting of argon2id (the library's default algorithm): 19 MiB, two passes. */
export const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

/** Nobody's password, with the parameters above: checking it takes as long as checking a real one. */
export const decoyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$+VMkrCibu//nmfq1KahR0g$FtWhIX1yvei2MSmvpTygpgNilch3jKu41/Svmbn2ZZ8';

export const newPassword = z
  .string()
  .min(12, 'must have at least 12 characters')
  .max(200, 'must have at most 200 characters');

const composed = (password: string) => password.normalize('NFKC');

/** Makes the argon2id hash that `users.password_hash` keeps. */
export const hashPassword = (password: string): Promise<string> => hash(composed(password), parameters);

/** Whether the password opens the hash. Takes as long for an absent hash (and says no). */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? decoyHash, composed(password));
  return matches && passwordHash !== null;
}
