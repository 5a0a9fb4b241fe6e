import 'next/dist/server/node-environment-baseline';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { statement } from '@/db/statement';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { currentViewer } from '@/lib/access/session';
import { asPublic, asSystem, asViewer } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { invalidate } from '@/lib/cache/invalidate';
import { publicAnswer, publicAnswerOrNull } from '@/lib/cache/public-answer';
import type { CacheStore } from '@/lib/cache/store/store';
import { insideNext, outsideNext } from '@/lib/cache/testing/inside-next';
import { getPublishedCourse } from './course';
import { listCourses, listSubjects } from './listing';
import { listingQuery } from './schema';
import { search } from './search/search';
import { suggest } from './search/suggest';
import { catalogTags } from './tags';

let db: TestDatabase;
let courseId = '';
let store: CacheStore;
beforeAll(async () => {
  db = await testDatabase();
  ({ courseId } = await createClassroom(db.owner, 2));
  await createClassroom(db.owner, 2);
});
beforeEach(() => {
  store = insideNext();
});
afterAll(async () => {
  outsideNext();
  await db.close();
});

const address = '/api/v1/x';
const asked = () => new Request(`http://learn.test${address}`);
const isKept = () => store.findFresh({ cacheClass: 'answers', key: address }) !== null;
const one = statement('test.one', 'SELECT 1 AS one');
const first = listingQuery.parse({ limit: 1 });

describe('public answers of the catalog', () => {
  it.each([
    ['the list', () => listCourses(first)],
    ['a course', async () => (await getPublishedCourse(courseId)) ?? {}],
    ['a search', () => search('course', 5)],
    ['suggestions', async () => ({ suggestions: await suggest('cou', await listSubjects()) })],
  ])('%s is kept, until what it shows changes', async (_what, load) => {
    await publicAnswer(asked(), load);
    expect(isKept()).toBe(true);
    await invalidate(catalogTags.courses, catalogTags.course(courseId));
    expect(isKept()).toBe(false);
  });

  it('shows an enrolment at once', async () => {
    await publicAnswer(asked(), () => listCourses(listingQuery.parse({})));
    await invalidate(catalogTags.crowd(courseId));
    expect(isKept()).toBe(false);
  });

  it('keeps no further page, which is read past the cache', async () => {
    const { nextCursor } = await listCourses(first);
    expect(nextCursor).not.toBeNull();
    await publicAnswer(asked(), () => listCourses({ ...first, cursor: nextCursor ?? undefined }));
    expect(isKept()).toBe(false);
  });

  it('keeps nothing of a course that nobody published', async () => {
    const nobodys = crypto.randomUUID();
    expect(await publicAnswerOrNull(asked(), () => getPublishedCourse(nobodys))).toBeNull();
    expect(isKept()).toBe(false);
  });
});

describe('what a public answer must not be made of', () => {
  const ann = mintViewer({
    userId: crypto.randomUUID(),
    role: 'STUDENT',
    institutionId: null,
    displayName: 'Ann',
    email: null,
  });

  it.each([
    ['what one person may see', () => asViewer(ann, (tx) => tx.rows(one))],
    ['what the product sees', () => asSystem((tx) => tx.rows(one))],
    ['who asks', async () => ({ viewer: await currentViewer() })],
  ])('refuses %s', async (_what, load) => {
    const answer = publicAnswer(asked(), async () => ({
      list: await listCourses(first),
      more: await load(),
    }));
    await expect(answer).rejects.toThrow('does not belong in an answer for everybody');
    expect(isKept()).toBe(false);
  });

  it('gives, but does not keep, what was read past the cache', async () => {
    const load = async () => ({ list: await listCourses(first), rows: await asPublic((tx) => tx.rows(one)) });
    expect((await (await publicAnswer(asked(), load)).json()).rows).toEqual([{ one: 1 }]);
    expect(isKept()).toBe(false);
  });
});
