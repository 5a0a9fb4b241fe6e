import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import {
  cursorInstant,
  cursorInstantSql,
  cursorText,
  decodeCursor,
  encodeCursor,
  pageSize,
} from '@/lib/list-query';
import type { Verdict } from './verdicts';

export const flagsQuery = z.strictObject({
  show: z.enum(['open', 'all']).default('open'),
  limit: pageSize(20, 100),
  cursor: cursorText,
});

export type FlagsQuery = z.output<typeof flagsQuery>;

export type AuditFlag = {
  id: number;
  rule: string;
  counted: number;
  threshold: number;
  actorId: string;
  actorName: string;
  hour: string;
  foundAt: string;
  /** The newest review; null where nobody has looked yet. */
  review: { verdict: Verdict; note: string; reviewer: string; at: string } | null;
};

const newestFlags = statement(
  'audit.flags',
  `SELECT f.id, f.rule, f.counted, f.threshold, f.actor_id AS "actorId", f.actor_name AS "actorName", f.hour,
     f.found_at AS "foundAt", r.review, ${cursorInstantSql('f.hour')} AS key
   FROM audit_flags f LEFT JOIN LATERAL (
     SELECT json_build_object('verdict', verdict, 'note', note, 'reviewer', reviewer_name, 'at', reviewed_at) AS review
     FROM audit_flag_reviews v WHERE v.institution_id = f.institution_id AND v.flag_id = f.id ORDER BY v.id DESC LIMIT 1) r ON true
   WHERE f.institution_id = $1 AND ($2::boolean OR r.review IS NULL)
     AND ($3::timestamptz IS NULL OR (f.hour, f.id) < ($3::timestamptz, $4::bigint))
   ORDER BY f.hour DESC, f.id DESC LIMIT $5::int`,
);

/** What the rules found remarkable in an institution's trail, newest hour first, with what was made of it. */
export async function readFlags(
  tx: Transaction,
  institutionId: string,
  { show, limit, cursor }: FlagsQuery,
): Promise<{ flags: AuditFlag[]; nextCursor: string | null }> {
  const [at, id] = cursor ? decodeCursor(z.tuple([cursorInstant, z.int()]), cursor) : [null, null];
  const rows = await tx.rows<AuditFlag & { key: string }>(newestFlags, [
    institutionId,
    show === 'all',
    at,
    id,
    limit + 1,
  ]);
  const flags = rows.slice(0, limit).map(({ key: _key, ...flag }) => flag);
  const last = rows[limit - 1];
  return { flags, nextCursor: rows.length > limit && last ? encodeCursor([last.key, last.id]) : null };
}
