import { z } from 'zod';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { decodeCursor, encodeCursor } from '@/lib/list-query';
import { requireClass } from '../class-access';
import { byRank } from './assess-class';
import type { Listed } from './compare-weeks';
import { readRiskList } from './risk-list';
import type { AtRiskPage, AtRiskQuery, AtRiskStudent } from './schema';
import { weekBefore } from './week-before';
import { currentWeights } from './weights';
import { explain, explainChange, explainLeft } from './words';

/**
 * Students who stand out by what the course saw of them, highest score first, with reasons and what changed
 * within a week. For the course's instructor or its institution's administrators; every look is audited.
 */
export async function getAtRisk(viewer: Viewer, courseId: string, query: AtRiskQuery): Promise<AtRiskPage> {
  const course = await asViewer(viewer, (tx) => requireClass(tx, viewer, courseId));
  const after = query.cursor ? decodeCursor(z.tuple([z.int32(), z.guid()]), query.cursor) : null;
  const list = await readRiskList(viewer, courseId, query.day ?? null);
  const { students, nextCursor } = pageOf(list.listed, query, after);
  await asViewer(viewer, (tx) =>
    appendAudit(tx, viewer, {
      action: 'class.risk.view',
      objectType: 'course',
      objectId: courseId,
      institutionId: course.institutionId,
      details: { course: course.code ?? course.title, students: students.length, asOf: list.day },
    }),
  );
  return {
    asOf: list.day,
    comparedWith: list.compared ? weekBefore(list.day) : null,
    weightsVersion: currentWeights.version,
    notEnough: list.notEnough,
    usual: list.usual,
    totals: { judged: list.judged, ...list.totals },
    students,
    nextCursor,
    left: list.left.map((student) => ({ ...student, text: explainLeft(student) })),
    leftTotal: list.leftTotal,
  };
}

type Named = Listed & { name: string };

function pageOf(listed: Named[], { show, limit }: AtRiskQuery, after: [number, string] | null) {
  const wanted = show ? listed.filter(({ change }) => change?.kind === show) : listed;
  const rest = after
    ? wanted.filter((student) => byRank(student, { score: after[0], userId: after[1] }) > 0)
    : wanted;
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    students: shown.map(inWords),
    nextCursor: last && rest.length > limit ? encodeCursor([last.score, last.userId]) : null,
  };
}

const inWords = ({ reasons, change, ...student }: Named): AtRiskStudent => ({
  ...student,
  level: student.score >= currentWeights.highFrom ? 'high' : 'raised',
  reasons: reasons.filter(({ points }) => points > 0).map((reason) => ({ ...reason, text: explain(reason) })),
  change: change && { ...change, text: explainChange(change) },
});
