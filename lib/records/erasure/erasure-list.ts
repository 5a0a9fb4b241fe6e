import { z } from 'zod';
import { signedLines } from '../signed-list/lines';
import { listFile, type SignedList } from '../signed-list/signed-list';

/** Somebody who was erased; `erasedAt` is an instant in UTC. */
export type Erased = { userId: string; erasedAt: string };

export const erasedShape = { userId: z.guid(), erasedAt: z.iso.datetime() };

/** The list of erased people outside the database. */
export const erasureList: SignedList<Erased> = {
  lines: signedLines('syllabase erasure list v1', erasedShape),
  fileName: 'erasures.ndjson',
  objectType: 'erasure list',
  refusedAction: 'erasure.list-refused',
};

export const erasureListFile = (folder: string): string => listFile(erasureList, folder);
