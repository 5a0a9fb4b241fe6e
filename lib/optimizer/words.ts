import { count, duration } from '@/lib/format';
import { bytes, milliseconds } from '@/lib/performance/units';
import { type Advice, type Estimate, type Idea, isAdvice, type RewritePattern } from './advice/advice';
import type { KeyColumn } from './change';
import type { LedgerEntry } from './ledger/proposals';
import type { LedgerEvent, ProposalState } from './ledger/state';
import type { Judgement } from './verdict/judge-pairs';

const keyWords = ({ column, expression, order }: KeyColumn) =>
  order === 'asc' ? (expression ?? column) : `${expression ?? column} ${order}`;

const indexWords = { btree: 'Index', gin: 'Search index', brin: 'Index by stretches of blocks' };

const rewriteWords: Readonly<Record<RewritePattern, string>> = {
  'deep-offset': 'Later pages by what came last, not by OFFSET',
  'repeated-statement': 'One question for the whole list',
  'count-for-page': 'Count no further than anybody reads',
  'leading-wildcard': 'Parts of texts through an index',
  'wrapped-column': 'Compare the column itself',
  'or-across-columns': 'One question for each side of OR',
  'not-in-subquery': 'NOT EXISTS instead of NOT IN',
  'wide-rows': 'Only the columns that are shown',
  'random-order': 'A few by chance without sorting all',
  'spilling-sort': 'A sort that fits into memory',
};

function adviceTitle(advice: Advice): string {
  if (advice.kind === 'rewrite')
    return `${rewriteWords[advice.pattern]}: ${advice.statement}${advice.route === null ? '' : ` of ${advice.route}`}`;
  const { cacheClass, seconds, before } = advice;
  return `Keep answers of ${cacheClass} ${seconds > before ? 'longer' : 'more briefly'}: ${duration(seconds)} instead of ${duration(before)}`;
}

/** A change, or advice, in a line: “Index on enrollments (course_id, avg_completion desc, user_id)”. */
export function titleOf(change: Idea): string {
  if (isAdvice(change)) return adviceTitle(change);
  if (change.kind === 'create-index') {
    const { columns, include, where } = change.design;
    const carried = include.length > 0 ? `, carrying ${include.join(', ')}` : '';
    const only = where === null ? '' : `, only where ${where}`;
    const kind = indexWords[change.design.method ?? 'btree'];
    return `${kind} on ${change.table} (${columns.map(keyWords).join(', ')})${carried}${only}`;
  }
  if (change.kind === 'drop-index') return `Without the index ${change.name} of ${change.table}`;
  if (change.kind === 'create-statistics')
    return `Statistics on ${change.table}: ${change.columns.join(', ')}`;
  return `${change.name} of ${change.table}: ${change.value}`;
}

const stateWords: Readonly<Record<ProposalState, string>> = {
  proposed: 'Proposed',
  refuted: 'Refused',
  'in-lab': 'Waits for the lab',
  tried: 'Tried',
  approved: 'Approved',
  declined: 'Declined',
  applying: 'Being made',
  watched: 'Made, being watched',
  kept: 'Kept',
  unclear: 'Left, no clear effect',
  undoing: 'Being undone',
  undone: 'Undone',
  failed: 'Failed three times',
};

const eventWords: Readonly<Record<LedgerEvent, string>> = {
  PROPOSED: 'proposed',
  REFUSED: 'refused',
  TRIAL_ASKED: 'trial asked for',
  TRIED: 'tried in the lab',
  APPROVED: 'approved',
  DECLINED: 'declined',
  STARTED: 'begun',
  APPLIED: 'made',
  FAILED: 'failed',
  KEPT: 'kept',
  INCONCLUSIVE: 'left, no clear effect',
  REVERT_ASKED: 'undoing asked for',
  REVERT_STARTED: 'undoing begun',
  REVERTED: 'undone',
};

export const judgementWords: Readonly<Record<Judgement, string>> = {
  improved: 'Better',
  regressed: 'Worse',
  inconclusive: 'No clear effect',
};

const settledStates: readonly ProposalState[] = ['refuted', 'declined', 'kept', 'unclear', 'undone'];

/** Whether nobody has anything to decide or to do of it any more. */
export const isSettled = (state: ProposalState): boolean => settledStates.includes(state);

/** What became of advice has other words: nobody makes it here. */
const adviceStates: Partial<Record<ProposalState, string>> = {
  proposed: 'Advice',
  declined: 'Dismissed',
  kept: 'Not found any more',
};
const adviceEvents: Partial<Record<LedgerEvent, string>> = {
  PROPOSED: 'advised',
  DECLINED: 'dismissed',
  KEPT: 'not found any more',
};

export const stateWordsOf = (idea: Idea, state: ProposalState): string =>
  (isAdvice(idea) ? adviceStates[state] : undefined) ?? stateWords[state];

export const eventWordsOf = (idea: Idea, event: LedgerEvent): string =>
  (isAdvice(idea) ? adviceEvents[event] : undefined) ?? eventWords[event];

/** What is expected of advice: “500 ms → 2.1 ms a call”. */
export function estimateWords({ of, now, after }: Estimate): string {
  const [unit = '', ...rest] = of.split(' ');
  const write = writers[unit];
  if (write) return `${write(now)} → ${write(after)} ${rest.join(' ')}`;
  return `${count(now)} → ${count(after)} ${of}`;
}

const writers: Readonly<Record<string, (value: number) => string>> = { milliseconds, bytes };

export const doerWords: Readonly<Record<Advice['who'], string>> = {
  programmer: 'A programmer, in the product’s code',
  operator: 'Whoever runs the database',
};

/** Who did what an entry of the ledger tells: of another institution nobody's name. */
export const whoOf = ({ by, decidedByName }: Pick<LedgerEntry, 'by' | 'decidedByName'>): string =>
  by ?? decidedByName ?? 'another institution’s administrator';
