import type { Transaction } from '@/db/client';
import type { Statement } from '@/db/statement';
import { type PeopleWanted, readPeople } from '@/lib/access/people';
import { productRules } from '@/lib/analytics/rules/rules';
import { statusLimits } from '@/lib/analytics/status-limits';
import { type AuditQuery, auditOutcomes, readAuditPage } from '@/lib/audit/query';
import { browseStatement } from '@/lib/catalog/browse';
import { facetStatement } from '@/lib/catalog/facets';
import type { ListingQuery } from '@/lib/catalog/schema';
import { readAsk } from '@/lib/catalog/search/ask';
import type { Prepared } from '@/lib/catalog/search/prepare';
import { rankStatement } from '@/lib/catalog/search/rank';
import { rosterStatement } from '@/lib/classes/roster';
import { type RosterQuery, rosterSorts } from '@/lib/classes/schema';
import { encodeCursor } from '@/lib/list-query';
import { centreStatement } from '@/lib/notifications/centre';

const id = '00000000-0000-4000-8000-000000000000';
const moment = '2026-03-02T10:00:00.000000Z';

/** One statement of each kind that is put together for a question: each filter by itself, each order, later pages. */
export const askedVariants = async (): Promise<Statement[]> => [
  ...listings(),
  ...searches(),
  ...rosters(),
  ...centres(),
  ...(await trails()),
  ...(await peoples()),
];

const filters: Partial<ListingQuery>[] = [
  { difficulty: 'ADVANCED' },
  { institution: id },
  { instructor: id },
  { subject: 'Mathematics' },
  { audience: 'UNDERGRADUATE' },
  { duration: 'SHORT' },
  { difficulty: 'ADVANCED', institution: id },
];
const orders = ['popular', 'completion', 'newest'] as const;

function listings(): Statement[] {
  const asked: Partial<ListingQuery>[] = [
    ...orders.flatMap((sort) => [{ sort }, ...filters.map((filter) => ({ sort, ...filter }))]),
    ...[0, 1].flatMap((generation) =>
      (['popular', 'completion'] as const).map((sort) => ({
        sort,
        cursor: encodeCursor([generation, 100, 100]),
      })),
    ),
    { sort: 'newest', cursor: encodeCursor([moment, 100]) },
  ];
  const pages = asked.map((query) => browseStatement({ limit: 20, ...query }).statement);
  const counts = [{}, ...filters].map((query) => facetStatement(query, null).statement);
  return [...pages, ...counts];
}

/** An ask as it is once its words were looked up. */
const prepared = (text: string): Prepared => ({
  ask: readAsk(text),
  termIds: [1, 2],
  weights: [1, 1],
  parts: [1, 2],
  coverage: [0, 0.5, 0.5, 1],
  didYouMean: null,
});

function searches(): Statement[] {
  const words = prepared('linear algebra');
  const rank = (ask: Prepared, query: Partial<ListingQuery> = {}) =>
    rankStatement(ask, { q: 'linear algebra', limit: 20, ...query }).statement;
  return [
    rank(words),
    rank(words, { cursor: encodeCursor([100, 100]) }),
    rank(words, { difficulty: 'ADVANCED' }),
    ...orders.map((sort) => rank(words, { sort })),
    rank(prepared('"linear algebra"')),
    rank(prepared('-algebra')),
    facetStatement({}, words).statement,
    facetStatement({ institution: id }, words).statement,
  ];
}

function rosters(): Statement[] {
  const limits = statusLimits({ histogram: [], middle: null, timeMeasured: true }, productRules);
  const ordered = rosterSorts.flatMap((sort) => (['asc', 'desc'] as const).map((order) => ({ sort, order })));
  const asked: Partial<RosterQuery>[] = [
    ...ordered,
    ...(['after', 'before'] as const).flatMap((side) => [
      { cursor: encodeCursor(side === 'after' ? [5000, id] : [5000, id, side]) },
      { sort: 'name' as const, cursor: encodeCursor(side === 'after' ? ['Ada', id] : ['Ada', id, side]) },
    ]),
    { status: { enrollment: 'ACTIVE' } },
    { status: { learning: 'ON_TRACK' } },
    { q: 'Ada' },
  ];
  return asked.map((query) => rosterStatement(id, { limit: 50, ...query }, limits).page);
}

const centres = (): Statement[] =>
  ([undefined, 'unread'] as const).flatMap((show) =>
    [undefined, encodeCursor([moment, id])].map(
      (cursor) => centreStatement(id, { show, limit: 30, cursor }).page,
    ),
  );

function trails(): Promise<Statement[]> {
  const asked: Partial<AuditQuery>[] = [
    {},
    { scope: 'installation' },
    { person: 'Ada' },
    { actorId: id },
    { action: 'class.' },
    { objectType: 'course' },
    { objectId: id },
    { purpose: 'advising' },
    { why: 'advising' },
    { studentId: id },
    { student: 'few' },
    { student: 'many' },
    ...auditOutcomes.map((outcome) => ({ outcome })),
    { from: '2026-03-01' },
    { until: '2026-03-31' },
    { cursor: encodeCursor([moment, id]) },
    { actorId: id, action: 'class.', from: '2026-03-01' },
  ];
  return overheard((tx) => asked.map((query) => readAuditPage(tx, id, { limit: 50, ...query })));
}

function peoples(): Promise<Statement[]> {
  const asked: Partial<PeopleWanted>[] = [
    {},
    { role: 'INSTRUCTOR' },
    { state: 'disabled' },
    { state: 'left' },
    { q: 'Ada' },
    { q: 'Ada', alsoLeft: true },
    { cursor: encodeCursor(['Ada', id]) },
  ];
  return overheard((tx) => asked.map((query) => readPeople(tx, id, { limit: 50, ...query })));
}

/** What reads ask a transaction that answers with no rows. */
/** What decides how the trail is asked: who is meant by a name. */
const answers: Record<string, (values: unknown[]) => never[]> = {
  'audit.actors-sealed': () => [{ id }] as never[],
  'audit.actions-sealed': () => [{ action: 'record.access' }, { action: 'record.export' }] as never[],
  'audit.students-named': ([, name]) =>
    Array.from({ length: name === '%few%' ? 2 : 10_001 }, () => ({ id })) as never[],
};

async function overheard(read: (tx: Pick<Transaction, 'rows'>) => Promise<unknown>[]): Promise<Statement[]> {
  const asked: Statement[] = [];
  const rows: Transaction['rows'] = async (statement, values) => {
    asked.push(statement);
    return answers[statement.name]?.(values ?? []) ?? [];
  };
  await Promise.all(read({ rows }));
  return asked;
}
