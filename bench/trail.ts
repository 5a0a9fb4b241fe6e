import pg from 'pg';
import { openDatabase, type Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { appendAudit } from '@/lib/audit/append';
import { auditQuery, readAuditPage } from '@/lib/audit/query';
import { sealBatch } from '@/lib/audit/seal/seal';
import { againstFloor, median, throughput } from '@/lib/rehearsal/measure';

const clients = 16;
const seconds = 4;
const rounds = 3;
const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;

export type TrailResult = {
  /** Transactions a second. */
  plain: number;
  audited: number;
  sealed: number;
  sealedRows: number;
  page: { rows: number; ratio: number };
};

const enroll = statement('bench.enroll', 'SELECT enroll_student($1, $2)');
const drop = statement('bench.drop', 'SELECT drop_student($1, $2)');

/**
 * What auditing costs a business transaction (a student enrols or leaves): without it, with it, and with a sealer at
 * work on the same cores; and the newest page of a long trail against the floor.
 */
export async function measureTrail(
  owner: pg.Client,
  appUrl: string,
  trailRows: number,
): Promise<TrailResult> {
  const { rows } = await owner.query<{ student: string; course: string; institution: string }>(
    `SELECT e.user_id AS student, e.course_id AS course, u.institution_id AS institution FROM enrollments e
     JOIN users u ON u.id = e.user_id WHERE e.status = 'ACTIVE' ORDER BY md5(e.id::text) LIMIT ${clients}`,
  );
  const database = openDatabase(appUrl, clients + 2);
  const toggle = (audited: boolean) => async (client: number, n: number) => {
    const { student, course, institution } = rows[client] ?? { student: '', course: '', institution: '' };
    const identity = { userId: student, role: 'STUDENT', institutionId: institution } as const;
    const actor = { ...identity, displayName: 'Student' };
    await database.transaction(identity, async (tx) => {
      await tx.rows(n % 2 === 0 ? drop : enroll, [student, course]);
      if (audited)
        await appendAudit(tx, actor, {
          action: n % 2 === 0 ? 'enrollment.drop' : 'enrollment.create',
          objectType: 'course',
          objectId: course,
          studentId: student,
        });
    });
  };
  const rates: Record<'plain' | 'audited' | 'sealed', number[]> = { plain: [], audited: [], sealed: [] };
  let sealedRows = 0;
  for (let round = 0; round < rounds; round++) {
    rates.plain.push(await throughput(clients, seconds, toggle(false)));
    rates.audited.push(await throughput(clients, seconds, toggle(true)));
    const sealer = keepSealing((run) => database.transaction(system, run));
    rates.sealed.push(await throughput(clients, seconds, toggle(true)));
    sealedRows += await sealer.stop();
  }
  await database.close();
  const page = await measurePage(owner, appUrl, rows[0]?.institution ?? '', trailRows);
  const [plain, audited, sealed] = [median(rates.plain), median(rates.audited), median(rates.sealed)];
  return { plain, audited, sealed, sealedRows, page };
}

/** Seals once a second, as the worker does. */
function keepSealing(run: (work: (tx: Transaction) => Promise<number>) => Promise<number>) {
  let total = 0;
  const timer = setInterval(() => {
    void run((tx) => sealBatch(tx)).then((rows) => {
      total += rows;
    });
  }, 1_000);
  return {
    async stop() {
      clearInterval(timer);
      total += await run((tx) => sealBatch(tx));
      return total;
    },
  };
}

async function measurePage(owner: pg.Client, appUrl: string, institution: string, wanted: number) {
  await owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await owner.query(
    `INSERT INTO audit_log (action, object_type, actor_name, institution_id, occurred_at, details)
     SELECT 'class.view', 'course', 'Somebody', $1, date_trunc('month', now()) + n * interval '1 millisecond', '{"students": 50}'
     FROM generate_series(1, $2::int) n`,
    [institution, wanted],
  );
  await owner.query('ANALYZE audit_log');
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  const database = openDatabase(appUrl, 1);
  const admin = { userId: null, role: 'ADMIN', institutionId: institution } as const;
  const query = auditQuery.parse({});
  const { ratio } = await database.transaction(admin, (tx) =>
    againstFloor(
      () => client.query({ name: 'floor', text: 'SELECT 1' }),
      () => readAuditPage(tx, institution, query),
      200,
    ),
  );
  await client.end();
  await database.close();
  return { rows: wanted, ratio };
}
