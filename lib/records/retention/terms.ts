import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { type ChosenKind, chosenKinds, retentionSchedule } from './schedule';
import type { KeptFor, Term } from './schema';

type Row = Term & { kind: string; id: number; counts: boolean };

// Of each kind the newest that counts, and the newest that will.
const terms = statement(
  'records.terms',
  `SELECT DISTINCT ON (kind, counts_from <= now()) kind, id, days, reason, setter_name AS "setterName", set_at AS "setAt",
     counts_from AS "countsFrom", counts_from <= now() AS counts
   FROM retention_terms WHERE institution_id = $1 ORDER BY kind, counts_from <= now(), id DESC`,
);

/** How long an institution keeps each kind that is its own to choose. Row security shows it to its administrators. */
export async function readTerms(tx: Transaction, institutionId: string): Promise<KeptFor[]> {
  const rows = await tx.rows<Row>(terms, [institutionId]);
  return chosenKinds.map((kind) => keptFor(kind, rows));
}

/** The same of one kind. */
export const readTerm = async (tx: Transaction, institutionId: string, kind: ChosenKind): Promise<KeptFor> =>
  keptFor(kind, await tx.rows<Row>(terms, [institutionId]));

function keptFor(kind: ChosenKind, rows: readonly Row[]): KeptFor {
  const newest = (counts: boolean) => rows.find((row) => row.kind === kind && row.counts === counts);
  const [now, later] = [newest(true), newest(false)];
  // What was said before the term that counts now was taken back by it.
  const coming = later && later.id > (now?.id ?? 0) ? later : null;
  return {
    kind,
    days: now?.days ?? retentionSchedule[kind].keptFor,
    term: now ? termOf(now) : null,
    coming: coming && termOf(coming),
  };
}

const termOf = ({ days, reason, setterName, setAt, countsFrom }: Row): Term => ({
  days,
  reason,
  setterName,
  setAt,
  countsFrom,
});

/** How long the administrator's institution keeps what. */
export const getTerms = (viewer: Viewer): Promise<KeptFor[]> => asAdministrator(viewer, readTerms);
