import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { fieldLabels } from '@/lib/field-labels';
import { readRelation } from '../relation';
import { requireHolder } from '../require-holder';
import { rightsHolder } from '../rights-holder';

const own = statement(
  'records.directory-choice',
  'SELECT opted_out AS "optedOut", chosen_at AS "chosenAt" FROM directory_choices WHERE user_id = $1',
);
const choose = statement(
  'records.choose-directory',
  `INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, $2, $3)
   ON CONFLICT (user_id) DO UPDATE SET opted_out = excluded.opted_out, chosen_by = excluded.chosen_by,
     chosen_at = greatest(now(), directory_choices.chosen_at + interval '1 ms')
   WHERE directory_choices.opted_out <> excluded.opted_out RETURNING user_id`,
);

const choiceInput = z
  .strictObject({
    /** Absent: the viewer's own. */
    studentId: z.preprocess((value) => (value === '' ? undefined : value), z.guid().optional()),
    optedOut: z.stringbool(),
  })
  .register(fieldLabels, { studentId: 'Student', optedOut: 'Choice' });

export type DirectoryChoice = { optedOut: boolean; chosenAt: string | null };

/**
 * Whether a student's name and institution may be given out; nobody has said otherwise: they may. Row security shows the
 * choice to the student, to a guardian who holds the rights and to staff.
 */
export async function getDirectoryChoice(
  viewer: Viewer,
  studentId: string = viewer.userId,
): Promise<DirectoryChoice> {
  const [found] = await asViewer(viewer, (tx) => tx.rows<DirectoryChoice>(own, [studentId]));
  return found ?? { optedOut: false, chosenAt: null };
}

/**
 * Keeps directory information to the institution's staff and the own classes, or lets it be given out again. Whoever holds the
 * rights chooses; a student whose rights are a guardian's still can keep the own name in, and not give it out.
 */
export const chooseDirectory = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: choiceInput,
      allow: ({ institutionId }) => institutionId !== null,
      run: async ({ tx, viewer: chooser, input: { studentId = chooser.userId, optedOut } }) => {
        await requireChooser(tx, chooser, studentId, optedOut);
        const changed = await tx.rows(choose, [studentId, optedOut, chooser.userId]);
        const audit = {
          action: 'directory.choose',
          objectType: 'directory choice',
          objectId: studentId,
          studentId,
          details: { optedOut },
        };
        return { value: undefined, audit: changed.length > 0 ? audit : nothingChanged };
      },
    },
    viewer,
    raw,
  );

async function requireChooser(tx: Transaction, viewer: Viewer, studentId: string, optedOut: boolean) {
  const relation = await readRelation(tx, viewer, studentId);
  const isChild = relation?.isSelf && rightsHolder(relation, relation.today) === 'GUARDIAN';
  if (!(isChild && optedOut)) requireHolder(relation, studentId);
}
