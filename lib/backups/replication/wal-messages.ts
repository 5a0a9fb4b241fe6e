/** Postgres counts time in microseconds from 2000-01-01. */
const epoch = Date.UTC(2000, 0, 1);

export type WalMessage =
  | { kind: 'data'; start: bigint; serverEnd: bigint; at: string; data: Buffer }
  | { kind: 'keepalive'; serverEnd: bigint; at: string; replyRequested: boolean };

const instantOf = (micros: bigint) => new Date(epoch + Number(micros / 1000n)).toISOString();

/** Reads a message of a physical replication stream (XLogData, primary keepalive). */
export function parseWalMessage(message: Buffer): WalMessage {
  const kind = String.fromCharCode(message[0] ?? 0);
  const number = (at: number) => message.readBigUInt64BE(at);
  if (kind === 'w')
    return {
      kind: 'data',
      start: number(1),
      serverEnd: number(9),
      at: instantOf(number(17)),
      data: message.subarray(25),
    };
  if (kind !== 'k') throw new Error(`The server sent a message of the unknown kind “${kind}”.`);
  return {
    kind: 'keepalive',
    serverEnd: number(1),
    at: instantOf(number(9)),
    replyRequested: message[17] === 1,
  };
}

/** Tells the server what is safely kept (standby status update), and asks for an answer. */
export function statusUpdate(flushed: bigint, askForReply: boolean): Buffer {
  const message = Buffer.alloc(34);
  message.write('r');
  for (const at of [1, 9, 17]) message.writeBigUInt64BE(flushed, at);
  message.writeBigInt64BE(BigInt(Date.now() - epoch) * 1000n, 25);
  message.writeUInt8(askForReply ? 1 : 0, 33);
  return message;
}
