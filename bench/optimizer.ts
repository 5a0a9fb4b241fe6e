import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Database, openDatabase } from '@/db/client';
import { readBackupPassword } from '@/db/embedded/backup-password';
import { loadSecrets } from '@/db/embedded/secrets';
import { ensureBackupRole } from '@/db/roles';
import { asSystem } from '@/lib/access/transaction';
import { provideSecrets } from '@/lib/env';
import { applyProposal } from '@/lib/optimizer/apply/apply-proposal';
import { unknownGain } from '@/lib/optimizer/candidates/candidate';
import { type Facts, findTable } from '@/lib/optimizer/candidates/facts';
import { candidateFor } from '@/lib/optimizer/candidates/for-need';
import type { Change } from '@/lib/optimizer/change';
import { type Proposal, readProposals } from '@/lib/optimizer/ledger/proposals';
import { recordEvent } from '@/lib/optimizer/ledger/record-event';
import type { TrialReport } from '@/lib/optimizer/ledger/trials';
import { inTurn } from '@/lib/optimizer/optimizer-lock';
import { propose } from '@/lib/optimizer/propose';
import { tryProposal } from '@/lib/optimizer/try-proposal';
import { usualWatching } from '@/lib/optimizer/watch/judge-watch';
import { type Watch, watchProposal } from '@/lib/optimizer/watch/watch-proposal';
import { watchedEffects } from '@/lib/optimizer/watch/watched-effects';
import { titleOf } from '@/lib/optimizer/words';
import type { Call } from '@/lib/optimizer/workload/question';
import { workload } from '@/lib/optimizer/workload/workload';
import { pickTarget, progressTargets, sendProgress } from '@/lib/rehearsal/progress-event';

/** Indexes that the product cannot do without, and the column that whatever stands in for one begins with. */
const removed = [
  { index: 'enrollments_roster_idx', table: 'enrollments', first: 'course_id' },
  { index: 'messages_course_idx', table: 'messages', first: 'course_id' },
  { index: 'user_progress_section_idx', table: 'user_progress', first: 'course_id' },
] as const;

const messagesOfCourse = 100;
const clients = 4;
const callsPerSecond = 120;
const secondsBefore = 60;
/** A week of watching in minutes: what people ask in a day is asked here in seconds. */
const watch: Watch = { ...usualWatching, until: 4 * 60_000, every: 10_000 };
const by = 'bench';

export type OptimizerPlace = { owner: pg.Client; urls: { app: string; owner: string }; dataDir: string };

/** What became of one of the removed indexes. */
export type Regained = {
  index: string;
  /** What was proposed for it; null where nothing was. */
  title: string | null;
  trial: Pick<TrialReport, 'judgement' | 'reasons'> | null;
  /** How the watch ended, and what it saw of the statements that gained most. */
  state: Proposal['state'] | null;
  watched: string;
};

export type OptimizerResult = {
  progressRows: number;
  proposed: number;
  secondsToPropose: number;
  regained: Regained[];
  /** Whether an index that every heartbeat would pay for was refused, and the refusal remembered. */
  refusesHarm: boolean;
};

/**
 * The whole way of an improvement, on a database that has lost three of its indexes: people work, something is proposed, tried
 * on a copy, made while they work, and watched until it is settled. Nobody helps it.
 */
export async function measureOptimizer(
  place: OptimizerPlace,
  say: (what: string) => void,
): Promise<OptimizerResult> {
  await prepare(place);
  const database = openDatabase(place.urls.app, 2);
  try {
    say('people at work without them');
    await beingUsed(place, () => sleep(secondsBefore * 1000));
    return await asTheOptimizer(database, place, say);
  } finally {
    await database.close();
  }
}

async function prepare({ owner, urls, dataDir }: OptimizerPlace): Promise<void> {
  const { authSecret } = loadSecrets(dataDir);
  const { backupUrl } = await ensureBackupRole(urls.owner, readBackupPassword(dataDir));
  provideSecrets({
    AUTH_SECRET: authSecret,
    MASTER_KEY: process.env.MASTER_KEY ?? '',
    BACKUP_DATABASE_URL: backupUrl,
  });
  await owner.query(
    `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients, created_at)
     SELECT md5('m' || c.id || '-' || n)::uuid, c.id, c.instructor_id, 'Instructor', 'ALL', 'About week ' || n,
       repeat('What is due this week. ', 8), 1, now() - make_interval(mins => n * 7919 % 100000)
     FROM courses c, generate_series(1, $1::int) n`,
    [messagesOfCourse],
  );
  await owner.query(`DROP INDEX ${removed.map(({ index }) => index).join(', ')}`);
  await owner.query('VACUUM (ANALYZE) messages');
  await owner.query('SELECT pg_stat_statements_reset()');
}

async function asTheOptimizer(
  database: Database,
  place: OptimizerPlace,
  say: (what: string) => void,
): Promise<OptimizerResult> {
  const done = await inTurn(database, place.urls.owner, async ({ owner }) => {
    say('proposing');
    const began = performance.now();
    const { proposed } = await propose(database, place.urls.owner, { by });
    const secondsToPropose = (performance.now() - began) / 1000;
    const known = await asSystem((tx) => readProposals(tx), database);
    const standIns = removed.map(({ index, ...wanted }) => ({
      index,
      proposal: known.find(({ id, change }) => proposed.includes(id) && standsIn(change, wanted)),
    }));
    const trials = new Map<number, TrialReport>();
    for (const { proposal } of standIns) {
      if (!proposal) continue;
      say(`trying: ${titleOf(proposal.change)}`);
      await record(database, proposal, 'TRIAL_ASKED');
      trials.set(proposal.id, await tryProposal(database, proposal, { by }));
    }
    const better = standIns.flatMap(({ proposal }) =>
      proposal && trials.get(proposal.id)?.judgement === 'improved' ? [proposal] : [],
    );
    await beingUsed(place, async () => {
      say('people at work');
      await sleep(secondsBefore * 1000);
      for (const proposal of better) {
        say(`making: ${titleOf(proposal.change)}`);
        await record(database, proposal, 'APPROVED');
        await applyProposal(database, owner, proposal, by);
      }
      say('watching');
      await watchAll(database, better);
    });
    const after = await asSystem((tx) => readProposals(tx), database);
    return {
      progressRows: await countProgress(place.owner),
      proposed: proposed.length,
      secondsToPropose,
      regained: standIns.map(({ index, proposal }): Regained => {
        const now = after.find(({ id }) => id === proposal?.id);
        return {
          index,
          title: proposal ? titleOf(proposal.change) : null,
          trial: (proposal && trials.get(proposal.id)) ?? null,
          state: now?.state ?? null,
          watched: now ? [gainsOf(now), lossesOf(now)].filter(Boolean).join('. ') : '',
        };
      }),
      refusesHarm: await refusesHarm(database, place.urls.owner),
    };
  });
  if (!done) throw new Error('Somebody else is at work as the optimizer.');
  return done;
}

const standsIn = (change: Change, { table, first }: { table: string; first: string }): boolean =>
  change.kind === 'create-index' && change.table === table && change.design.columns[0]?.column === first;

const record = (database: Database, about: Proposal, event: 'TRIAL_ASKED' | 'APPROVED'): Promise<void> =>
  asSystem(
    (tx) => recordEvent(tx, about, event, { by, reason: 'a claim is measured', evidence: { making: 'now' } }),
    database,
  );

async function watchAll(database: Database, made: readonly Proposal[]): Promise<void> {
  const end = Date.now() + watch.until + 60_000;
  const open = async () =>
    (await asSystem((tx) => readProposals(tx), database)).filter(
      ({ id, state }) => state === 'watched' && made.some((one) => one.id === id),
    );
  for (let left = await open(); left.length > 0 && Date.now() < end; left = await open()) {
    for (const one of left) await watchProposal(database, one, watch);
    await sleep(1_000);
  }
}

const gainsOf = ({ entries }: Proposal): string =>
  watchedEffects(entries)
    .filter(({ judgement }) => judgement === 'improved')
    .sort((one, other) => (one.ratio?.median ?? 1) - (other.ratio?.median ?? 1))
    .slice(0, 2)
    .map(({ page, before, after }) => `${page} ${before.toFixed(2)} → ${after.toFixed(2)} ms`)
    .join(', ');

/** Why it was undone, if it was. */
const lossesOf = ({ entries }: Proposal): string =>
  entries.find(({ event }) => event === 'REVERT_ASKED')?.reason ?? '';

/** An index that reads like a gain for a sorted list, on a column that each heartbeat changes. */
async function refusesHarm(database: Database, ownerUrl: string): Promise<boolean> {
  const choose = ({ tables }: Facts) => {
    const facts = findTable(tables, 'public', 'enrollments');
    if (!facts) return [];
    const columns = [
      { column: 'course_id', order: 'asc' as const },
      { column: 'last_activity_at', order: 'desc' as const },
    ];
    const design = { schema: facts.schema, table: facts.table, columns, include: [], where: null };
    return [
      candidateFor(design, facts, { why: 'It looks like a gain.', statements: [], expected: unknownGain }),
    ];
  };
  const first = await propose(database, ownerUrl, { by, choose });
  const again = await propose(database, ownerUrl, { by, choose });
  return (
    first.proposed.length === 0 &&
    again.proposed.length === 0 &&
    first.refused.length + first.known === 1 &&
    again.known === 1
  );
}

async function countProgress(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ count: string }>('SELECT count(*) FROM user_progress');
  return Number(rows[0]?.count);
}

/** Does `run` while people open the pages of the workload and report progress, so many calls a second. */
async function beingUsed({ owner, urls }: OptimizerPlace, run: () => Promise<void>): Promise<void> {
  const database = openDatabase(urls.app, clients);
  const reads = (await asSystem((tx) => sampleReads(tx), database)).filter((calls) => calls.length > 0);
  const targets = await progressTargets(owner, null);
  const started = Date.now();
  let running = true;
  let sent = 0;
  const due = () => ((Date.now() - started) / 1000) * callsPerSecond;
  const people = Array.from({ length: clients }, async (_, client) => {
    for (let n = 0; running; n++) {
      if (sent >= due()) await sleep(5);
      else {
        sent += 1;
        const calls = reads[n % (reads.length + 1)];
        const call = calls?.[Math.floor(n / (reads.length + 1)) % calls.length];
        if (call) await database.transaction(call.identity, (tx) => tx.rows(call.statement, call.values));
        else await sendProgress(database, pickTarget(targets, client, n), n % 101);
      }
    }
  });
  try {
    await run();
  } finally {
    running = false;
    await Promise.all(people);
    await database.close();
  }
}

async function sampleReads(tx: Parameters<(typeof workload)[number]['sample']>[0]): Promise<Call[][]> {
  const sampled: Call[][] = [];
  for (const { kind, sample } of workload) if (kind === 'read') sampled.push(await sample(tx, 20));
  return sampled;
}
