import { env } from '@/lib/env';

/** Where e-mail goes out and in whose name; null where this installation sends none. */
export function mailSettings(): { smtpUrl: string; from: string } | null {
  const { SMTP_URL, MAIL_FROM } = env();
  return SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : null;
}

/** Whether this installation sends e-mail at all. */
export const sendsMail = (): boolean => mailSettings() !== null;
