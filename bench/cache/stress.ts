import { setTimeout as sleep } from 'node:timers/promises';
import { cacheClasses } from '@/lib/cache/classes';
import type { CacheOverview } from '@/lib/cache/overview';
import { call, readCatalog, readOwnCourses, type Target } from './calls';
import type { People } from './people';

const together = 64;

export type Stress = { targets: Target[]; people: People; courseIds: string[]; seconds: number };
export type Outcome = {
  reads: number;
  writes: number;
  /** Everything that must not happen, in words: stale or foreign answers, limits passed, wrong counters. */
  faults: string[];
};

/**
 * 64 readers and writers at once over several instances: each student enrols and leaves through one instance,
 * then reads the own courses from every one, while others read the catalog.
 */
export async function stressCaches(stress: Stress): Promise<Outcome> {
  const outcome: Outcome = { reads: 0, writes: 0, faults: [] };
  const end = Date.now() + stress.seconds * 1000;
  const writers = stress.people.students.map((cookie, n) => write(stress, cookie, n, end, outcome));
  const readers = Array.from({ length: together - writers.length }, (_, n) =>
    browse(stress, n, end, outcome),
  );
  await Promise.all([...writers, ...readers, watchLimits(stress, end, outcome)]);
  await compareCounters(stress, outcome);
  return outcome;
}

async function write(
  { targets, courseIds }: Stress,
  cookie: string,
  n: number,
  end: number,
  outcome: Outcome,
) {
  const courseId = courseIds[n % courseIds.length] ?? '';
  for (let turn = 0; Date.now() < end; turn += 1) {
    const target = pick(targets, n + (turn >> 1));
    const enrols = turn % 2 === 0;
    const answer = enrols
      ? await call(target, '/api/v1/enrollments', cookie, {
          method: 'POST',
          body: JSON.stringify({ courseId }),
        })
      : await call(target, `/api/v1/enrollments/${courseId}`, cookie, { method: 'DELETE' });
    if (answer.status >= 300) outcome.faults.push(`a write was answered with ${answer.status}`);
    outcome.writes += 1;
    for (const reader of targets) {
      const shown = await readOwnCourses(reader, cookie);
      outcome.reads += 1;
      const expected = enrols ? [courseId] : [];
      if (shown.join() !== expected.join()) outcome.faults.push(`shown ${shown} instead of ${expected}`);
    }
  }
}

async function browse({ targets, courseIds }: Stress, n: number, end: number, outcome: Outcome) {
  for (let turn = n; Date.now() < end; turn += 1) {
    const target = pick(targets, turn);
    const status = await readCatalog(target, turn % 3 === 0 ? undefined : pick(courseIds, turn));
    if (status !== 200) outcome.faults.push(`a read was answered with ${status}`);
    outcome.reads += 1;
  }
}

const figuresOf = async (target: Target, cookie: string) =>
  (await call<CacheOverview>(target, '/api/v1/admin/cache', cookie)).body.classes;

async function watchLimits({ targets, people }: Stress, end: number, outcome: Outcome) {
  while (Date.now() < end) {
    for (const target of targets)
      for (const { name, entries } of await figuresOf(target, people.admin))
        if (entries > cacheClasses[name].entries) outcome.faults.push(`${name} holds ${entries}`);
    await sleep(200);
  }
}

/** Each cached read is a hit, a stale answer or a miss; there must be as many as were asked for. */
async function compareCounters({ targets, people }: Stress, outcome: Outcome) {
  for (const target of targets) {
    const figures = await figuresOf(target, people.admin);
    const asked = (name: string) =>
      figures
        .filter((row) => row.name === name)
        .reduce((sum, row) => sum + row.hits + row.stale + row.misses, 0);
    const counted = [asked('answers'), asked('progress')];
    const expected = [target.publicReads, target.progressReads];
    if (counted.join() !== expected.join()) outcome.faults.push(`counted ${counted} instead of ${expected}`);
  }
}

const pick = <T>(list: T[], n: number): T => {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
};
