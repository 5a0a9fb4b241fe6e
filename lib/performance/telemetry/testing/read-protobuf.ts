type Kind = 'text' | 'hex' | 'varint' | 'fixed64' | 'double';

/** The fields of a message that are looked at, by their number. What comes more than once is in a list. */
export type Shape = {
  readonly [number: number]: readonly [name: string, kind: Kind | Shape, repeated?: 'list'];
};

export type Message = { [name: string]: unknown };

/** The sizes of wire types whose values have one: 64 and 32 bits. */
const sizes: Record<number, number> = { 1: 8, 5: 4 };
const lengthDelimited = 2;

/**
 * Reads a message as protobuf lays it out; fields that the shape does not know are passed over. Names and forms are those
 * of OTLP's JSON: bytes in hexadecimal, 64 bits as text.
 */
export function readMessage(bytes: Buffer, shape: Shape): Message {
  const message: Message = {};
  let at = 0;
  const take = (length: number) => {
    if (at + length > bytes.length) throw new Error('the message ends too early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const [byte = 0] = take(1);
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [wire, field] = [tag % 8, shape[Math.floor(tag / 8)]];
    const value =
      wire === 0 ? varint() : take(sizes[wire] ?? (wire === lengthDelimited ? varint() : Number.NaN));
    if (!field) continue;
    const [name, kind, repeated] = field;
    const read = typeof value === 'number' ? value : readValue(value, kind);
    message[name] = repeated ? [...listOf(message[name]), read] : read;
  }
  return message;
}

function readValue(bytes: Buffer, kind: Kind | Shape): unknown {
  if (typeof kind === 'object') return readMessage(bytes, kind);
  if (kind === 'hex') return bytes.toString('hex');
  if (kind === 'fixed64') return bytes.readBigUInt64LE().toString();
  return kind === 'double' ? bytes.readDoubleLE() : bytes.toString('utf8');
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
