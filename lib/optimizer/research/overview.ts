import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { readProposals } from '../ledger/proposals';
import { titleOf } from '../words';

export type Feed = {
  id: string;
  url: string;
  title: string;
  enabled: boolean;
  /** Of the own institution; null for feeds that the product came with, and people elsewhere. */
  changedByName: string | null;
  triedAt: string | null;
  answeredAt: string | null;
  fault: string | null;
  entries: number;
};

export type Entry = {
  id: number;
  feed: string;
  title: string;
  summary: string;
  link: string | null;
  publishedAt: string | null;
  seenAt: string;
  /** Numbers of the proposals that rest on it. */
  proposals: number[];
};

export type Note = {
  id: number;
  source: string;
  foundOn: string;
  finding: string;
  applicability: string;
  /** Of the own institution; null for people elsewhere. */
  writtenByName: string | null;
  writtenAt: string;
  proposals: number[];
};

/** A proposal that research can be linked to. */
export type Hypothesis = { id: number; title: string };

export type ResearchLog = {
  asOf: string;
  feeds: Feed[];
  notes: Note[];
  entries: Entry[];
  /** Where the next page of entries begins; null on the last. */
  nextBefore: number | null;
  /** The newest first. */
  hypotheses: Hypothesis[];
};

const pageSize = 30;

const feeds = statement(
  'optimizer.feeds',
  `SELECT f.id, f.url, f.title, f.enabled, u.display_name AS "changedByName", f.tried_at AS "triedAt",
     f.answered_at AS "answeredAt", f.fault,
     (SELECT count(*) FROM research_entries e WHERE e.feed_id = f.id) AS entries
   FROM research_feeds f LEFT JOIN users u ON u.id = f.changed_by ORDER BY f.enabled DESC, f.title, f.url LIMIT 100`,
);

const entries = statement(
  'optimizer.entries',
  `SELECT e.id, f.title AS feed, e.title, e.summary, e.link, e.published_at AS "publishedAt", e.seen_at AS "seenAt",
     ARRAY(SELECT l.proposal_id FROM research_links l WHERE l.entry_id = e.id ORDER BY 1)::float8[] AS proposals
   FROM research_entries e JOIN research_feeds f ON f.id = e.feed_id
   WHERE $1::bigint IS NULL OR e.id < $1::bigint ORDER BY e.id DESC LIMIT ${pageSize + 1}`,
);

const notes = statement(
  'optimizer.notes',
  `SELECT n.id, n.source, n.found_on AS "foundOn", n.finding, n.applicability, u.display_name AS "writtenByName",
     n.written_at AS "writtenAt",
     ARRAY(SELECT l.proposal_id FROM research_links l WHERE l.note_id = n.id ORDER BY 1)::float8[] AS proposals
   FROM research_notes n LEFT JOIN users u ON u.id = n.written_by ORDER BY n.id DESC LIMIT 200`,
);

/** The research log, for administrators. It is of the whole server, like the proposals. */
export const getResearch = (viewer: Viewer, before: number | null = null): Promise<ResearchLog> =>
  asAdministrator(viewer, (tx) => readResearch(tx, before));

export async function readResearch(tx: Transaction, before: number | null = null): Promise<ResearchLog> {
  const found = await tx.rows<Entry>(entries, [before]);
  const shown = found.slice(0, pageSize);
  const proposals = await readProposals(tx);
  return {
    asOf: new Date().toISOString(),
    feeds: await tx.rows<Feed>(feeds),
    notes: await tx.rows<Note>(notes),
    entries: shown,
    nextBefore: found.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
    hypotheses: proposals.map(({ id, change }) => ({ id, title: titleOf(change) })),
  };
}
