import pg from 'pg';
import { CopyCommand } from '../replication/copy-command';

/** Rows are passed on in pieces of about so many bytes. */
const pieceBytes = 64 * 1024;

/** The rows of a table as text, one a line; the same columns come back in with `copyIntoText`. */
export const copyOutText = (table: string, columns: string[]): string =>
  `COPY (SELECT ${columns.map(pg.escapeIdentifier).join(', ')} FROM public.${pg.escapeIdentifier(table)}) TO STDOUT`;

export const copyIntoText = (table: string, columns: string[]): string =>
  `COPY public.${pg.escapeIdentifier(table)} (${columns.map(pg.escapeIdentifier).join(', ')}) FROM STDIN`;

/** Streams what a COPY … TO STDOUT answers. Reading slowly makes the server wait. */
export async function* copyOut(client: pg.Client, text: string): AsyncGenerator<Buffer> {
  const command = client.query(new CopyCommand(text));
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const message of command.messages()) {
    held.push(message);
    bytes += message.length;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(held, bytes);
    held = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(held, bytes);
}
