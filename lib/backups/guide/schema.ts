import { z } from 'zod';

const name = z.string().trim().max(80);

/** What the guide to a restore is asked for: which state, and which of those of a kind. */
export const guideQuery = z.object({
  what: z.enum(['latest', 'moment', 'point', 'backup', 'archive']).optional(),
  at: z.string().trim().max(40).optional(),
  point: name.optional(),
  backup: name.optional(),
  archive: name.optional(),
});

export type GuideQuery = z.output<typeof guideQuery>;

export type GuideCheck = { state: 'ok' | 'refused'; what: string; why: string };

/** What a restore would be, whether it can be had, and how. */
export type Guide = {
  title: string;
  checks: GuideCheck[];
  /** To be run on the server; null where it cannot be had. */
  command: string | null;
  /** What the command does, step by step, and what comes after it. */
  steps: string[];
};

export type KnownPoint = { name: string; at: string };
