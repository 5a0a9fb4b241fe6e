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
 * What the server made of a letter: taken, not now (`later`), never (`refused`), or the server was not reached or would
 * not take any from us (`away`), which says nothing about the letter.
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

/** Larger than the server takes (RFC 1870): the one thing that it says about a letter when it is told who sends it. */
const tooLarge = 552;

/** What this error says about the letter: an answer to the letter itself, or trouble on the way to the server. */
function outcomeOf(error: unknown): Outcome {
  const { code, command, status, message } = describe(error);
  const reason = message.slice(0, 300);
  // Who sends is ourselves: refused as a sender, we are refused whatever the letter.
  const isAboutSender = command === 'MAIL FROM';
  // The library itself holds back, without an answer, what is larger than the server has said it takes.
  if (isAboutSender && (status === tooLarge || code === 'EMESSAGE')) return { kind: 'refused', reason };
  const isAboutLetter = (code === 'EENVELOPE' && !isAboutSender) || code === 'EMESSAGE';
  if (!isAboutLetter || status === undefined || status === 421) return { kind: 'away', reason };
  return { kind: status >= 500 ? 'refused' : 'later', reason };
}

type Trouble = { code?: string; command?: string; status?: number; message: string };

function describe(error: unknown): Trouble {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
    command: 'command' in error && typeof error.command === 'string' ? error.command : undefined,
    status:
      'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined,
    message: error.message,
  };
}
