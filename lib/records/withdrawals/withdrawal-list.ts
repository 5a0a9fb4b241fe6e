import { z } from 'zod';
import { signedLines } from '../signed-list/lines';
import { listFile, type SignedList } from '../signed-list/signed-list';

/**
 * What can be taken back: a consent, a guardianship, a guardian's word that a child's data is collected (by the guardianship's id), and
 * that the own name is given out (by the person's id).
 */
export const withdrawalKinds = ['CONSENT', 'GUARDIANSHIP', 'COLLECTION', 'DIRECTORY'] as const;
export type WithdrawalKind = (typeof withdrawalKinds)[number];

/** Something that was taken back; `at` is an instant in UTC. */
export type Withdrawal = {
  kind: WithdrawalKind;
  id: string;
  /** Who chose it; only of names that are kept in. */
  by: string | null;
  at: string;
};

export const withdrawalShape = {
  kind: z.enum(withdrawalKinds),
  id: z.guid(),
  by: z.guid().nullable(),
  at: z.iso.datetime(),
};

/** The list of what was taken back, outside the database. */
export const withdrawalList: SignedList<Withdrawal> = {
  lines: signedLines('syllabase withdrawal list v1', withdrawalShape),
  fileName: 'withdrawals.ndjson',
  objectType: 'withdrawal list',
  refusedAction: 'withdrawal.list-refused',
};

export const withdrawalListFile = (folder: string): string => listFile(withdrawalList, folder);

/** Of two lines with one key, one is enough. */
export const withdrawalKey = ({ kind, id, at }: Withdrawal): string => `${kind} ${id} ${at}`;
