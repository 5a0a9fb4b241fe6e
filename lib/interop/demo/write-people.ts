import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { hashPassword } from '@/lib/access/passwords';
import { demoEmails, demoPassword } from './accounts';
import { demoInstitutions } from './institutions';
import type { DemoPeople } from './people';

const addInstitutions = statement(
  'demo.institutions',
  `INSERT INTO institutions (name, slug, time_zone, created_at)
   SELECT name, slug, "timeZone", now() - interval '2 years'
   FROM jsonb_to_recordset($1::jsonb) AS i(name text, slug text, "timeZone" text)
   RETURNING id, slug`,
);
const addUsers = statement(
  'demo.users',
  `INSERT INTO users (id, email, password_hash, role, institution_id, display_name, given_name, family_name, created_at)
   SELECT p.id, p.email, CASE WHEN p.email = ANY ($2::text[]) THEN $3 END, p.role::educational_role_enum, i.id,
     p."displayName", p.given, p.family, now() - CASE p.role WHEN 'STUDENT' THEN interval '100 days' ELSE interval '1 year' END
   FROM jsonb_to_recordset($1::jsonb) AS p(id uuid, email text, role text, institution text, "displayName" text,
     given text, family text)
   JOIN institutions i ON i.slug = p.institution`,
);

/** Writes the institutions and everybody in them. Only the demo accounts have a password, all the same one. */
export async function writePeople(
  tx: Transaction,
  { students, teachers, admins, guardian, youngerChild }: DemoPeople,
): Promise<Map<string, string>> {
  const institutions = demoInstitutions.map(({ name, slug, timeZone }) => ({ name, slug, timeZone }));
  const rows = await tx.rows<{ id: string; slug: string }>(addInstitutions, [JSON.stringify(institutions)]);
  const everybody = [...admins, ...teachers.values(), ...students, guardian, youngerChild];
  await tx.rows(addUsers, [JSON.stringify(everybody), demoEmails, await hashPassword(demoPassword)]);
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}
