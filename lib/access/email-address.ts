import { z } from 'zod';

/** The one spelling under which an address is kept and looked up: trimmed, composed, lower-cased. */
export function normaliseEmail(typed: string): string {
  return typed.trim().normalize('NFC').toLowerCase().normalize('NFC').trim();
}

/** What a person typed as an address when signing in: anything that fits, since a wrong one is simply unknown. */
export const typedEmail = z
  .string()
  .min(1)
  .max(320)
  .refine((typed) => !typed.includes('\0'))
  .transform(normaliseEmail);

/** An address to be kept for a new account. */
export const newEmail = z
  .string()
  .max(320)
  .transform(normaliseEmail)
  .pipe(z.email('must be an e-mail address').max(255));
