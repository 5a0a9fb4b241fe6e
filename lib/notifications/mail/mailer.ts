import { createTransport } from 'nodemailer';

export type Letter = {
  /** Without angle brackets; the same for a repeated delivery. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Answers a POST without a session, as RFC 8058 asks. */
  unsubscribeUrl: string;
};

/**
 * What the server made of a letter: taken, not now (`later`), never (`refused`), or not even the server was
 * reached (`away`), which says nothing about the letter.
 */
export type Outcome = { kind: 'sent' } | { kind: 'later' | 'refused' | 'away'; reason: string };

export type Mailer = { send(letter: Letter): Promise<Outcome>; close(): void };

const seconds = 1_000;

/** Speaks to one SMTP server over a few connections, which are kept until `close`. */
export function openMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10 * seconds,
    greetingTimeout: 10 * seconds,
    socketTimeout: 60 * seconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, unsubscribeUrl, ...letter }) {
      const headers = {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
      };
      try {
        await transport.sendMail({ ...letter, from, to: { name: '', address: to }, headers });
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** What this error says about the letter: an answer to the letter itself, or trouble on the way to the server. */
function outcomeOf(error: unknown): Outcome {
  const { code, status, message } = describe(error);
  const reason = message.slice(0, 300);
  const isAboutLetter = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!isAboutLetter || status === undefined || status === 421) return { kind: 'away', reason };
  return { kind: status >= 500 ? 'refused' : 'later', reason };
}

function describe(error: unknown): { code?: string; status?: number; message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const status =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  return { code, status, message: error.message };
}
