import { hash } from '@node-rs/argon2';
import { z } from 'zod';

/** OWASP's second recommended setting of argon2id (the library's default algorithm): 19 MiB, two passes. */
export const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

/** Of nobody's password, with the parameters above: hashing like it takes as long as hashing like a real one. */
export const decoySettings = '$argon2id$v=19$m=19456,t=2,p=1$+VMkrCibu//nmfq1KahR0g';

export const newPassword = z
  .string()
  .min(12, 'must have at least 12 characters')
  .max(200, 'must have at most 200 characters');

const composed = (password: string) => password.normalize('NFKC');

/** Makes the argon2id hash that `users.password_hash` keeps. */
export const hashPassword = (password: string): Promise<string> => hash(composed(password), parameters);

const settingsForm = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)$/;

/**
 * Hashes a password as one that is kept was hashed: the same password gives the same text.
 *
 * @param settings the kept hash up to its salt, `$argon2id$v=19$m=…,t=…,p=…$salt`
 */
export function hashLike(settings: string, password: string): Promise<string> {
  const [, memoryCost, timeCost, parallelism, salt] = settingsForm.exec(settings) ?? [];
  if (salt === undefined) throw new Error('A password is kept in a form that this version does not know.');
  return hash(composed(password), {
    memoryCost: Number(memoryCost),
    timeCost: Number(timeCost),
    parallelism: Number(parallelism),
    outputLen: parameters.outputLen,
    salt: Buffer.from(salt, 'base64'),
  });
}
