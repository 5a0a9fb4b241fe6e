import { z } from 'zod';
import { decodeCursor, encodeCursor } from '@/lib/list-query';
import type { Left } from './compare';
import type { Listed, WeekOnList } from './compare-weeks';
import type { AtRiskQuery, AtRiskTotals } from './schema';

/** A student of the list by name. */
export type Named<Person> = Person & { name: string };

/** Where the page before ended, in the order of the list. */
type After = { score: number; userId: string };

export type ListWanted = Pick<AtRiskQuery, 'show' | 'limit'> & { after: After | null };

/** One page of a list, stored or live, before it is put into words. */
export type ListPage = Omit<WeekOnList, 'listed' | 'left'> & {
  day: string;
  /** When a stored list was worked out; null for one that is worked out when it is asked for. */
  workedOutAt: string | null;
  /** How many of the list can be turned to; null for all. */
  shownAtMost: number | null;
  totals: Omit<AtRiskTotals, 'judged'>;
  students: Named<Listed>[];
  nextCursor: string | null;
  left: Named<Left>[];
  leftTotal: number;
};

/** What a list, stored or live, says of one student, before it is put into words. */
export type StudentOnList = Pick<ListPage, 'day' | 'workedOutAt' | 'notEnough' | 'compared'> & {
  /** Null for who is not on it. */
  student: Named<Listed> | null;
  /** Null unless the student left it within the week, among the first hundred who did. */
  left: Left | null;
  /** Whether the list is longer than what is kept of it, and the student not in that part. */
  isCut: boolean;
};

/** What a query asks of a list. Throws a Refusal for a cursor that is none. */
export function wantedOf({ show, limit, cursor }: AtRiskQuery): ListWanted {
  const [score, userId] = cursor ? decodeCursor(z.tuple([z.int().min(0).max(100), z.guid()]), cursor) : [];
  return { show, limit, after: score !== undefined && userId ? { score, userId } : null };
}

/** A page of at most `limit` students, and where the next one begins. @param found up to one more than `limit` */
export function cut<Student extends After>(found: Student[], limit: number) {
  const students = found.slice(0, limit);
  const last = students.at(-1);
  return {
    students,
    nextCursor: last && found.length > limit ? encodeCursor([last.score, last.userId]) : null,
  };
}
