import { z } from 'zod';
import { type Change, changeSchema } from '../change';

export const expectedSchema = z.object({
  /** Rows the database goes through now, and rows it would go through; null where that is not the point. */
  rowsRead: z.number().nullable(),
  rowsWanted: z.number().nullable(),
  /** Calls of the statements it is for, and milliseconds of them all, since statistics began; null where unknown. */
  calls: z.number().nullable(),
  milliseconds: z.number().nullable(),
  /** Whether a foreign key does without an index: then the look into the table itself is the purpose. */
  foreignKey: z.boolean(),
});

/** What a change costs, estimated before it is tried. */
export const priceSchema = z.object({
  /** Bytes that it takes, below zero where it frees them. */
  bytes: z.number(),
  /** Columns of it that every progress event changes: no such change could stay within its page any more. */
  heartbeatColumns: z.array(z.string()),
  /** Every progress event would write to it, too. */
  everyEvent: z.boolean(),
  /** Bytes and milliseconds more for each progress event, estimated; below zero where it saves them. */
  eventBytes: z.number().optional(),
  eventMilliseconds: z.number().optional(),
});

/** A change that might help, with what is expected of it and what it would cost. */
export const candidateSchema = z.object({
  change: changeSchema,
  /** Why, in plain words. */
  why: z.string(),
  /** Names of the statements it is for. */
  statements: z.array(z.string()),
  expected: expectedSchema,
  price: priceSchema,
  /** Why it must not be done, whatever it would gain; null where it may be tried. */
  refusal: z.string().nullable(),
});

export type Candidate = z.output<typeof candidateSchema>;
export type Price = z.output<typeof priceSchema>;
export type { Change };

export const unknownGain = {
  rowsRead: null,
  rowsWanted: null,
  calls: null,
  milliseconds: null,
  foreignKey: false,
};
