import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { openDatabase, type Transaction } from '@/db/client';
import { appendAudit } from '@/lib/audit/append';
import { auditQuery, readAuditPage } from '@/lib/audit/query';
import { sealBatch } from '@/lib/audit/seal/seal';
import { enrollIn, leaveFrom } from '@/lib/enrollment/change';
import { againstFloor, median, throughput } from '@/lib/rehearsal/measure';

const clients = 16;
/** Of one turn: a machine's own ups and downs are to meet all alike. */
const seconds = 1;
const rounds = 15;
const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;

/** Transactions a second, and their share of the plain ones of the same round. */
type Rate = { rate: number; ofPlain: number };

export type TrailResult = {
  plain: number;
  audited: Rate;
  sealed: Rate;
  sealedRows: number;
  /** Of the newest events, and by part of a name: of somebody's who is among them five times, and of eleven people's who are often. */
  page: { rows: number; newest: number; rare: number; shared: number };
};

/**
 * What auditing costs a business transaction (a student enrols or leaves, as the product does it, over its own number of
 * connections): without it, with it, and with a sealer at work on the same cores; and the newest page of a long trail
 * against the floor. Rounds begin with another one each, so that none always meets the fresher tables.
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
  const database = openDatabase(appUrl);
  /** Who is enrolled now; a measure goes on where the one before it stopped. */
  const enrolled = new Array<boolean>(clients).fill(true);
  const toggle = (audited: boolean) => async (client: number) => {
    const { student, course, institution } = rows[client] ?? { student: '', course: '', institution: '' };
    const identity = { userId: student, role: 'STUDENT', institutionId: institution } as const;
    const origin = { requestId: randomUUID(), ipAddress: '127.0.0.1' };
    const actor = { ...identity, displayName: 'Student', origin };
    const change = enrolled[client] ? leaveFrom : enrollIn;
    await database.transaction(identity, async (tx) => {
      const { audit } = await change(tx, identity, course);
      if (typeof audit === 'symbol') throw new Error('a student was enrolled already, or had left');
      if (audited) await appendAudit(tx, actor, audit);
    });
    enrolled[client] = !enrolled[client];
  };
  let sealedRows = 0;
  const measures = {
    plain: () => throughput(clients, seconds, toggle(false)),
    audited: () => throughput(clients, seconds, toggle(true)),
    sealed: async () => {
      const sealing = sealAmid((run) => database.transaction(system, run));
      const rate = await throughput(clients, seconds, toggle(true));
      sealedRows += await sealing;
      return rate;
    },
  };
  const names = ['plain', 'audited', 'sealed'] as const;
  const rates: Record<(typeof names)[number], number[]> = { plain: [], audited: [], sealed: [] };
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length] ?? 'plain';
      rates[name].push(await measures[name]());
    }
  }
  await database.close();
  const page = await measurePage(owner, appUrl, rows[0]?.institution ?? '', trailRows);
  const besidePlain = (measured: number[]): Rate => ({
    rate: median(measured),
    ofPlain: median(measured.map((rate, round) => rate / (rates.plain[round] ?? 0))),
  });
  return {
    plain: median(rates.plain),
    audited: besidePlain(rates.audited),
    sealed: besidePlain(rates.sealed),
    sealedRows,
    page,
  };
}

/** Seals once a second, as the worker does: once in the middle of a turn. */
async function sealAmid(run: (work: (tx: Transaction) => Promise<number>) => Promise<number>) {
  await setTimeout((seconds * 1_000) / 2);
  return run((tx) => sealBatch(tx));
}

async function measurePage(owner: pg.Client, appUrl: string, institution: string, wanted: number) {
  // One that is cancelled by the VACUUM below leaves the indexes of what was sealed half made.
  const { rows: partitions } = await owner.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_log'::regclass",
  );
  for (const { name } of partitions) await owner.query(`ALTER TABLE ${name} SET (autovacuum_enabled = off)`);
  await owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await owner.query(
    `INSERT INTO audit_log (action, object_type, actor_id, actor_name, institution_id, occurred_at, details, transaction_id)
     SELECT 'class.view', 'course', md5(who)::uuid, who, $1, date_trunc('month', now()) + n * interval '1 millisecond',
       '{"students": 50}', 3
     FROM generate_series(1, $2::int) n CROSS JOIN LATERAL (
       SELECT CASE WHEN n % ($2::int / 5) = 0 THEN 'Rare Visitor' ELSE 'Somebody ' || n % 1000 END AS who) w`,
    [institution, wanted],
  );
  // As the sealer would: their transaction lies below what it has come to.
  await owner.query(
    `INSERT INTO audit_actors SELECT DISTINCT institution_id, actor_id, actor_name FROM audit_log
     WHERE institution_id = $1 AND actor_id IS NOT NULL AND actor_name IS NOT NULL ON CONFLICT DO NOTHING`,
    [institution],
  );
  await owner.query(
    'INSERT INTO audit_actions SELECT DISTINCT action FROM audit_log WHERE institution_id = $1 ON CONFLICT DO NOTHING',
    [institution],
  );
  await owner.query('VACUUM ANALYZE audit_log');
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  const database = openDatabase(appUrl, 1);
  const admin = { userId: null, role: 'ADMIN', institutionId: institution } as const;
  const ratioOf = async (filter: object) => {
    const query = auditQuery.parse(filter);
    const { ratio } = await database.transaction(admin, (tx) =>
      againstFloor(
        () => client.query({ name: 'floor', text: 'SELECT 1' }),
        () => readAuditPage(tx, institution, query),
        200,
      ),
    );
    return ratio;
  };
  const newest = await ratioOf({});
  const rare = await ratioOf({ person: 'rare' });
  const shared = await ratioOf({ person: 'somebody 17' });
  await client.end();
  await database.close();
  return { rows: wanted, newest, rare, shared };
}
