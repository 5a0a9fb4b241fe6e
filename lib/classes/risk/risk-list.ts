import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { compareWeeks, type Listed } from './compare-weeks';
import { readCalendar, readClassWeek } from './read-class-days';
import { longestRiskList } from './schema';
import { currentWeights } from './weights';

const longestLeft = 100;

/**
 * The whole list of one day; who may ask is the caller's to check. It is not dropped by each heartbeat of the class:
 * in a large one nothing would ever be kept, and the list speaks of days. So it is at most ten minutes old.
 */
export const readRiskList = personalRead(
  'analytics',
  'classes.at-risk',
  (viewer, courseId: string, asked: string | null) => loadList(viewer, courseId, asked),
  (_viewer, courseId) => [`course:${courseId}`],
);

async function loadList(viewer: Viewer, courseId: string, asked: string | null) {
  return asViewer(viewer, async (tx) => {
    const { today, lastActive, finished } = await readCalendar(tx, courseId);
    const latest = finished && lastActive !== null ? lastActive : today;
    const day = asked !== null && asked < latest ? asked : latest;
    const { now, before } = await readClassWeek(tx, courseId, day);
    const { listed, left, ...rest } = compareWeeks(now, before, currentWeights);
    const names = new Map([...before.names, ...now.names]);
    const named = <Person extends { userId: string }>(person: Person) => ({
      ...person,
      name: names.get(person.userId) ?? '',
    });
    return {
      ...rest,
      day,
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
