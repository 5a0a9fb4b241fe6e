import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import { Refusal } from '@/lib/errors';

const absent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const text = z
  .string()
  .trim()
  .max(200)
  .refine((value) => !value.includes('\0'), 'holds a character that cannot be searched');

export const auditOutcomes = ['ALLOWED', 'DENIED', 'FAILED'] as const;

export const auditQuery = z.strictObject({
  person: absent(text),
  action: absent(text),
  objectId: absent(text),
  studentId: absent(z.guid()),
  outcome: absent(z.enum(auditOutcomes)),
  from: absent(z.iso.date()),
  until: absent(z.iso.date()),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: absent(z.string().max(300)),
});

export type AuditQuery = z.output<typeof auditQuery>;

export type AuditEntry = {
  id: string;
  occurredAt: string;
  actorId: string | null;
  actorName: string | null;
  actorRole: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN' | null;
  action: string;
  objectType: string;
  objectId: string | null;
  studentId: string | null;
  outcome: (typeof auditOutcomes)[number];
  purpose: string | null;
  justification: string | null;
  details: Record<string, string | number | boolean | null>;
};

const cursorShape = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d [\d:.]+[+-][\d:]+$/), z.guid()]);

function decode(cursor: string): [string, string] {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Refusal('invalid', 'This page link is no longer valid. Start again from the first page.');
  }
}

function pageStatement(institutionId: string, query: AuditQuery): { page: Statement; values: unknown[] } {
  const values: unknown[] = [institutionId, query.limit + 1];
  const where = ['institution_id = $1'];
  const names: string[] = [];
  const add = (name: string, value: unknown, sql: (parameter: string) => string) => {
    if (value === undefined) return;
    where.push(sql(`$${values.push(value)}`));
    names.push(name);
  };
  const contains = (value: string | undefined) => value && `%${value.replace(/[\\%_]/g, '\\$&')}%`;
  add('person', contains(query.person), (p) => `actor_name ILIKE ${p}`);
  add('action', query.action && `${query.action.replace(/[\\%_]/g, '\\$&')}%`, (p) => `action LIKE ${p}`);
  add('object', query.objectId, (p) => `object_id = ${p}`);
  add('student', query.studentId, (p) => `student_id = ${p}::uuid`);
  add('outcome', query.outcome, (p) => `outcome = ${p}::audit_outcome_enum`);
  add('from', query.from, (p) => `occurred_at >= ${p}::date`);
  add('until', query.until, (p) => `occurred_at < ${p}::date + 1`);
  if (query.cursor) {
    const [at, id] = decode(query.cursor);
    where.push(`(occurred_at, id) < ($${values.push(at)}::timestamptz, $${values.push(id)}::uuid)`);
    names.push('next');
  }
  const sql = `SELECT id, occurred_at AS "occurredAt", actor_id AS "actorId", actor_name AS "actorName",
      actor_role AS "actorRole", action, object_type AS "objectType", object_id AS "objectId", student_id AS "studentId",
      outcome, purpose, justification, details, occurred_at::text AS key
    FROM audit_log WHERE ${where.join(' AND ')} ORDER BY occurred_at DESC, id DESC LIMIT $2::int`;
  return { page: statement(`audit.page:${names.join('+')}`, sql), values };
}

/** The trail of an institution, newest first, by keyset pages. Row security shows it to its administrators only. */
export async function readAuditPage(
  tx: Transaction,
  institutionId: string,
  query: AuditQuery,
): Promise<{ entries: AuditEntry[]; nextCursor: string | null }> {
  const { page, values } = pageStatement(institutionId, query);
  const rows = await tx.rows<AuditEntry & { key: string }>(page, values);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    entries: shown.map(({ key: _key, ...entry }) => entry),
    nextCursor:
      rows.length > query.limit && last
        ? Buffer.from(JSON.stringify([last.key, last.id])).toString('base64url')
        : null,
  };
}
