/** A place in the write-ahead log as Postgres writes it: `16/B374D848`. */
export function parseLsn(text: string): bigint {
  const [, high = '', low = ''] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text) ?? [];
  if (!high) throw new Error(`“${text}” is no place in the log.`);
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

export const formatLsn = (lsn: bigint): string =>
  `${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`.toUpperCase();

export const segmentAt = (lsn: bigint, segmentBytes: number): bigint => lsn / BigInt(segmentBytes);

const hex8 = (value: bigint | number) => value.toString(16).toUpperCase().padStart(8, '0');

/** The name Postgres gives a segment file: timeline, then the number in two parts. */
export function segmentName(timeline: number, segment: bigint, segmentBytes: number): string {
  const inOne = 0x100000000n / BigInt(segmentBytes);
  return hex8(timeline) + hex8(segment / inOne) + hex8(segment % inOne);
}

/** @returns null when it is no name of a segment */
export function parseSegmentName(
  name: string,
  segmentBytes: number,
): { timeline: number; segment: bigint } | null {
  const [, timeline = '', high = '', low = ''] = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name) ?? [];
  if (!timeline) return null;
  const inOne = 0x100000000n / BigInt(segmentBytes);
  return {
    timeline: Number.parseInt(timeline, 16),
    segment: BigInt(`0x${high}`) * inOne + BigInt(`0x${low}`),
  };
}

export const historyName = (timeline: number): string => `${hex8(timeline)}.history`;
