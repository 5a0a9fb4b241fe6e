import type { Database } from '@/db/client';
import { deliverEmails } from './deliver';
import { mailSettings } from './mail-settings';
import { openMailer } from './mailer';

/**
 * Gives `work` the step that decides and sends, with one mailer for as long as `work` goes on. Where no mail server
 * is set the step only decides that nothing goes out.
 */
export async function withMailer(
  database: Database,
  work: (step: () => Promise<number>) => Promise<number>,
): Promise<number> {
  const settings = mailSettings();
  const mailer = settings && openMailer(settings);
  try {
    return await work(() => deliverEmails({ database, mailer, now: () => new Date() }));
  } finally {
    mailer?.close();
  }
}
