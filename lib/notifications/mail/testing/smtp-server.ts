import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type ReceivedLetter = {
  to: string[];
  /** Unfolded, by lower-case name; a repeated one would stand twice in `raw`. */
  headers: Map<string, string>;
  /** The plain part, decoded. */
  text: string;
  raw: string;
};

export type TestSmtpServer = {
  url: string;
  letters: ReceivedLetter[];
  /** Answers the next recipients with these codes, one each; afterwards everybody is welcome. */
  refuseNext(...codes: number[]): void;
  /** The same for who sends. */
  refuseSenderNext(...codes: number[]): void;
  close(): Promise<void>;
};

/** A real SMTP server on this machine that keeps what it is given. */
export async function startSmtpServer(port = 0): Promise<TestSmtpServer> {
  const letters: ReceivedLetter[] = [];
  const refusals: number[] = [];
  const senderRefusals: number[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom(_address, _session, callback) {
      callback(refusal(senderRefusals.shift()));
    },
    onRcptTo(_address, _session, callback) {
      callback(refusal(refusals.shift()));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push(readLetter(to, Buffer.concat(chunks).toString('utf8')));
        callback(null);
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: open } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${open}`,
    letters,
    refuseNext: (...codes) => refusals.push(...codes),
    refuseSenderNext: (...codes) => senderRefusals.push(...codes),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const refusal = (code: number | undefined) =>
  code === undefined ? null : Object.assign(new Error(`refused with ${code}`), { responseCode: code });

function readLetter(to: string[], raw: string): ReceivedLetter {
  const [head = '', ...parts] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  const plain = parts.findIndex((part) => part.includes('text/plain'));
  const end = `\r\n--${/boundary="([^"]+)"/.exec(head)?.[1]}`;
  const body = parts.slice(plain + 1).join('\r\n\r\n');
  return { to, headers, text: decodeQuotedPrintable(body.slice(0, body.indexOf(end))), raw };
}

/** Also right for a part that is not encoded, as long as it has no equals sign: our links have one, and are encoded. */
function decodeQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
