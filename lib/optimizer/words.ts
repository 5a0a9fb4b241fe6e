import type { Change, KeyColumn } from './change';
import type { LedgerEntry } from './ledger/proposals';
import type { LedgerEvent, ProposalState } from './ledger/state';
import type { Judgement } from './verdict/judge-pairs';

const keyWords = ({ column, expression, order }: KeyColumn) =>
  order === 'asc' ? (expression ?? column) : `${expression ?? column} ${order}`;

const indexWords = { btree: 'Index', gin: 'Search index', brin: 'Index by stretches of blocks' };

/** A change in a line: “Index on enrollments (course_id, avg_completion desc, user_id)”. */
export function titleOf(change: Change): string {
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

export const stateWords: Readonly<Record<ProposalState, string>> = {
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

export const eventWords: Readonly<Record<LedgerEvent, string>> = {
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

/** Who did what an entry of the ledger tells: of another institution nobody's name. */
export const whoOf = ({ by, decidedByName }: Pick<LedgerEntry, 'by' | 'decidedByName'>): string =>
  by ?? decidedByName ?? 'another institution’s administrator';
