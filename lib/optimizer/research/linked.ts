import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

/** What a proposal rests on. */
export type LinkedResearch = {
  linkId: number;
  proposalId: number;
  kind: 'entry' | 'note';
  id: number;
  /** The title of the feed, or where the note says it comes from. */
  source: string;
  /** When it was published or found, ISO; null where a feed does not say. */
  at: string | null;
  /** Title of the entry, or the finding. */
  text: string;
  /** Of notes: whether it applies here. */
  applicability: string | null;
  /** An https address, or null. */
  link: string | null;
};

const linked = statement(
  'optimizer.linked-research',
  `SELECT l.id AS "linkId", l.proposal_id AS "proposalId", CASE WHEN l.note_id IS NULL THEN 'entry' ELSE 'note' END AS kind,
     coalesce(l.note_id, l.entry_id) AS id, coalesce(n.source, f.title) AS source,
     coalesce(n.found_on::timestamp AT TIME ZONE 'UTC', e.published_at) AS at, coalesce(n.finding, e.title) AS text,
     n.applicability, e.link
   FROM research_links l LEFT JOIN research_notes n ON n.id = l.note_id
   LEFT JOIN research_entries e ON e.id = l.entry_id LEFT JOIN research_feeds f ON f.id = e.feed_id
   ORDER BY l.id DESC LIMIT 1000`,
);

/** What proposals rest on, by proposal. Row security shows it to administrators. */
export async function readLinked(tx: Transaction): Promise<Map<number, LinkedResearch[]>> {
  const byProposal = new Map<number, LinkedResearch[]>();
  for (const row of await tx.rows<LinkedResearch>(linked)) {
    const others = byProposal.get(row.proposalId) ?? [];
    byProposal.set(row.proposalId, [...others, row]);
  }
  return byProposal;
}
