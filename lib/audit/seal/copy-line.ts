import type { CheckpointCopy } from './copies';

/** A copy as one line of JSON, its end included. */
export const writeCopy = (copy: CheckpointCopy): string => `${JSON.stringify(copy)}\n`;

/** How many leaves a copy covers. */
export const coveredBy = ({ from, records }: CheckpointCopy): number => from + records.length;

/** @returns null when the line is no copy */
export function parseCopy(line: string): CheckpointCopy | null {
  try {
    const value: unknown = JSON.parse(line);
    return isCopy(value) ? value : null;
  } catch {
    return null;
  }
}

const isCopy = (value: unknown): value is CheckpointCopy =>
  typeof value === 'object' &&
  value !== null &&
  'note' in value &&
  typeof value.note === 'string' &&
  'from' in value &&
  Number.isInteger(value.from) &&
  'records' in value &&
  Array.isArray(value.records) &&
  value.records.every(isRecord);

const isRecord = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
