import { limitConcurrency } from '@/lib/access/concurrency';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { byRank } from './assess-class';
import { compareWeeks, type Listed } from './compare-weeks';
import { cut, type ListPage, type ListWanted, type StudentOnList } from './list-page';
import { readClassWeek } from './read-class-days';
import { longestLeft, longestRiskList } from './schema';
import type { Weights } from './weights';

/** A large class takes seconds: whoever walks through its days keeps one connection busy, not all. */
const oneClassAtATime = limitConcurrency(1);

/**
 * The list of one day, worked out when it is asked for; who may ask is the caller's to check. It is not dropped by
 * each heartbeat of the class: in a large one nothing would ever be kept, and the list speaks of days. So it is at most
 * ten minutes old.
 */
const readList = personalRead(
  'analytics',
  'classes.at-risk',
  (viewer, courseId: string, day: string, weights: Weights) =>
    oneClassAtATime(() => loadList(viewer, courseId, day, weights)),
  (_viewer, courseId) => [`course:${courseId}`],
);

async function loadList(viewer: Viewer, courseId: string, day: string, weights: Weights) {
  return asViewer(viewer, async (tx) => {
    const { now, before } = await readClassWeek(tx, courseId, day);
    const { listed, left, ...rest } = compareWeeks(now, before, weights);
    const names = new Map([...before.names, ...now.names]);
    const named = <Person extends { userId: string }>(person: Person) => ({
      ...person,
      name: names.get(person.userId) ?? '',
    });
    return {
      ...rest,
      totals: totalsOf(listed),
      listed: listed.slice(0, longestRiskList).map(named),
      left: left.slice(0, longestLeft).map(named),
      leftTotal: left.length,
    };
  });
}

const ofKind = (listed: Listed[], kind: 'new' | 'worse') =>
  listed.filter(({ change }) => change?.kind === kind).length;

const totalsOf = (listed: Listed[]) => ({
  listed: listed.length,
  new: ofKind(listed, 'new'),
  worse: ofKind(listed, 'worse'),
});

/** A page of the list as it is worked out now. */
export async function readLivePage(
  viewer: Viewer,
  courseId: string,
  day: string,
  weights: Weights,
  { show, limit, after }: ListWanted,
): Promise<ListPage> {
  const { listed, ...rest } = await readList(viewer, courseId, day, weights);
  const wanted = show ? listed.filter(({ change }) => change?.kind === show) : listed;
  const found = after ? wanted.filter((student) => byRank(student, after) > 0) : wanted;
  return { ...rest, day, workedOutAt: null, shownAtMost: longestRiskList, ...cut(found, limit) };
}

/** What the list, as it is worked out now, says of one student. */
export async function readLiveStudent(
  viewer: Viewer,
  courseId: string,
  day: string,
  weights: Weights,
  studentId: string,
): Promise<StudentOnList> {
  const { listed, left, totals, notEnough, compared } = await readList(viewer, courseId, day, weights);
  const student = listed.find(({ userId }) => userId === studentId) ?? null;
  return {
    day,
    workedOutAt: null,
    notEnough,
    compared,
    student,
    left: left.find(({ userId }) => userId === studentId) ?? null,
    isCut: student === null && totals.listed > listed.length,
  };
}
