import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { adviceSchema, type Idea, isAdvice } from '../advice/advice';
import type { AdviceCandidate } from '../advice/advice-candidate';
import { type Candidate, candidateSchema } from '../candidates/candidate';
import { changeSchema } from '../change';
import type { Judgement } from '../verdict/judge-pairs';
import {
  type Decision,
  decisionsFor,
  isApplied,
  type LedgerEvent,
  ledgerEvents,
  type ProposalState,
  stateOf,
} from './state';

export type LedgerEntry = {
  event: LedgerEvent;
  at: string;
  /** `schedule`, `watch`, or who ran a command; null where a person decided. */
  by: string | null;
  /** Shown where row security shows the person; so are the own words. */
  decidedByName: string | null;
  reason: string | null;
  evidence: Record<string, unknown>;
  expiresAt: string | null;
};

type Standing = {
  id: number;
  key: string;
  createdAt: string;
  state: ProposalState;
  /** Of its last trial; null before there was one. */
  verdict: Judgement | null;
  decisions: Decision[];
  /** Oldest first. */
  entries: LedgerEntry[];
};

/** A change of the database, and how it stands. */
export type Proposal = Candidate & Standing;
/** Advice to people, and whether it still holds. */
export type GivenAdvice = AdviceCandidate & Standing;
export type AnyProposal = Proposal | GivenAdvice;

export const isChangeProposal = (proposal: AnyProposal): proposal is Proposal => !isAdvice(proposal.change);

const known = statement(
  'optimizer.proposals',
  `SELECT p.id, p.key, p.change, p.why, p.statements, p.expected, p.price, p.created_at AS "createdAt",
     (SELECT lower(t.verdict::text) FROM optimizer_trials t WHERE t.proposal_id = p.id ORDER BY t.id DESC LIMIT 1) AS verdict,
     l.entries
   FROM optimizer_proposals p
   CROSS JOIN LATERAL (
     SELECT coalesce(json_agg(json_build_object('event', e.event, 'at', e.at, 'by', e.by, 'decidedByName', u.display_name,
       'reason', CASE WHEN e.decided_by IS NULL OR u.id IS NOT NULL THEN e.reason END, 'evidence', e.evidence, 'expiresAt', e.expires_at) ORDER BY e.id), '[]') AS entries
     FROM optimizer_ledger e LEFT JOIN users u ON u.id = e.decided_by WHERE e.proposal_id = p.id) l
   WHERE $1::bigint IS NULL OR p.id = $1::bigint
   ORDER BY p.id DESC LIMIT 500`,
);

const entrySchema = z.object({
  event: z.enum(ledgerEvents),
  at: z.string(),
  by: z.string().nullable(),
  decidedByName: z.string().nullable(),
  reason: z.string().nullable(),
  evidence: z.record(z.string(), z.unknown()),
  expiresAt: z.string().nullable(),
});

const shared = candidateSchema.omit({ refusal: true, change: true }).extend({
  id: z.number(),
  key: z.string(),
  createdAt: z.string(),
  verdict: z.enum(['improved', 'regressed', 'inconclusive']).nullable(),
  entries: z.array(entrySchema),
});
const rowSchema = z.union([shared.extend({ change: changeSchema }), shared.extend({ change: adviceSchema })]);

/** Proposals of changes, newest first, with what became of each. Row security shows them to administrators and the product. */
export const readProposals = async (tx: Transaction, id: number | null = null): Promise<Proposal[]> =>
  (await readKnown(tx, id)).filter(isChangeProposal);

/** The same with advice to people among them. */
export async function readKnown(tx: Transaction, id: number | null = null): Promise<AnyProposal[]> {
  const rows = await tx.rows(known, [id]);
  return rows.flatMap((row) => {
    const parsed = rowSchema.safeParse(row);
    if (parsed.success) return [toProposal(parsed.data)];
    // Nothing is carried out that is not of a known form; the others go on.
    console.error(`optimizer: proposal ${String(row.id)} is of no known form and is left alone`);
    return [];
  });
}

function toProposal(row: z.output<typeof rowSchema>): AnyProposal {
  const events = row.entries.map(({ event }) => event);
  const state = stateOf(events);
  const refusal = row.entries.findLast(({ event }) => event === 'REFUSED')?.reason ?? null;
  const decisions = decisionsFor(state, row.change.kind, row.verdict, isApplied(events));
  return { ...row, refusal, state, decisions };
}

const inserted = statement(
  'optimizer.propose',
  `INSERT INTO optimizer_proposals (key, change, why, statements, expected, price)
   VALUES ($1, $2::jsonb, $3, $4::text[], $5::jsonb, $6::jsonb) RETURNING id`,
);

/** Writes a proposal down; the ledger begins apart. */
export async function insertProposal(
  tx: Transaction,
  key: string,
  candidate: Omit<Candidate, 'change'> & { change: Idea },
): Promise<number> {
  const { change, why, statements, expected, price } = candidate;
  const [row] = await tx.rows<{ id: number }>(inserted, [
    key,
    JSON.stringify(change),
    why,
    statements,
    JSON.stringify(expected),
    JSON.stringify(price),
  ]);
  if (!row) throw new Error('The proposal was not written.');
  return row.id;
}
