import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';

/** What an administrator may ask the worker for. */
export const backupWorks = ['BACKUP', 'ARCHIVE', 'DRILL'] as const;

export type BackupWork = (typeof backupWorks)[number];

/** A reason is as long as the trail's own; an empty one is none. */
export const requestInput = z
  .strictObject({
    work: z.enum(backupWorks),
    reason: z
      .string()
      .trim()
      .max(200)
      .nullish()
      .transform((text) => text || null),
  })
  .register(fieldLabels, { work: 'Work', reason: 'Why' });

/** What was asked for and how far it is. Moments are ISO. */
export type BackupRequest = {
  id: string;
  work: BackupWork;
  requesterName: string;
  requestedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** From 0 to 1, and what is being done; `notedAt` is the last sign of life. */
  done: number;
  doing: string | null;
  notedAt: string | null;
  fault: string | null;
};

export type RequestState = 'WAITING' | 'RUNNING' | 'SILENT' | 'DONE' | 'FAILED';

/** Milliseconds after which work that gives no sign is taken to have ended with its worker. */
const silence = 5 * 60_000;

export function stateOf(request: BackupRequest, asOf: string): RequestState {
  if (request.fault !== null) return 'FAILED';
  if (request.finishedAt !== null) return 'DONE';
  if (request.startedAt === null) return 'WAITING';
  const noted = Date.parse(request.notedAt ?? request.startedAt);
  return Date.parse(asOf) - noted > silence ? 'SILENT' : 'RUNNING';
}
