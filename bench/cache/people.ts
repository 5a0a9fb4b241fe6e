import { encode } from 'next-auth/jwt';
import type pg from 'pg';
import { beginSession } from '@/lib/access/session-token';

export type People = { students: string[]; admin: string };

const cookieName = 'authjs.session-token';

/** Makes students without a course and an administrator, and signs them in: their cookies. */
export async function makePeople(owner: pg.Client, count: number, secret: string): Promise<People> {
  await owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  const { rows } = await owner.query<{ id: string; role: string; version: number }>(
    `INSERT INTO users (email, role, institution_id, display_name)
     SELECT 'cache' || n || '-' || gen_random_uuid() || '@bench.test', CASE n WHEN 0 THEN 'ADMIN' ELSE 'STUDENT' END::educational_role_enum,
       (SELECT id FROM institutions LIMIT 1), 'Cache ' || n FROM generate_series(0, $1) n
     RETURNING id, role, session_version AS version`,
    [count],
  );
  const cookieOf = async ({ id, version }: { id: string; version: number }) => {
    const token = beginSession({ userId: id, sessionVersion: version });
    return `${cookieName}=${await encode({ token, secret, salt: cookieName })}`;
  };
  const of = (role: string) => Promise.all(rows.filter((row) => row.role === role).map(cookieOf));
  return { students: await of('STUDENT'), admin: (await of('ADMIN'))[0] ?? '' };
}
