import type { Sealed } from '@/db/schema/types';
import { ssn } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { isKept } from '@/lib/access/ever-student';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { lookupOf } from '@/lib/keys/lookup';
import { reader } from '@/lib/keys/sealed-column';
import { lookupInput } from './schema';
import { institutionOf } from './write';

const found = statement(
  'confidential.find',
  `SELECT u.id, u.display_name AS name, d.ssn_sealed AS sealed FROM student_details d JOIN users u ON u.id = d.student_id
   WHERE d.institution_id = $1 AND d.ssn_lookup = $2 AND ${isKept('u')}`,
);

export type FoundStudent = { id: string; name: string };

/**
 * Which student of the administrator's institution has a social security number; null: none. The trail keeps that
 * somebody looked and whom they found, never the number; and where the look-up led to somebody who has another one.
 */
export const findByNumber = (viewer: Viewer | null, raw: unknown): Promise<FoundStudent | null> =>
  perform(
    {
      input: lookupInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input }) => {
        const institutionId = institutionOf(administrator);
        const lookup = await lookupOf(tx, administrator, ssn, institutionId, input.ssn);
        const [row] = await tx.rows<FoundStudent & { sealed: Sealed }>(found, [institutionId, lookup]);
        const open = row && (await reader(tx, ssn, institutionId));
        // What leads to a student is no proof: somebody with the database may have moved it from another one's row.
        const isTheirs = row !== undefined && open?.(row.id, row.sealed) === input.ssn;
        const student = isTheirs ? { id: row.id, name: row.name } : null;
        return {
          value: student,
          audit: {
            action: 'record.lookup',
            objectType: 'education record',
            purpose: input.purpose,
            details: { found: isTheirs, ...(row && !isTheirs && { misled: true }) },
            ...(row && { objectId: row.id, studentId: row.id }),
          },
        };
      },
    },
    viewer,
    raw,
  );
