import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type QuietWindow, usualHours } from './quiet-window';

export type KnownWindow = QuietWindow & {
  /** When somebody chose it; null for the usual one. */
  setAt: string | null;
};

const present = statement(
  'optimizer.window',
  `SELECT from_minute AS "fromMinute", until_minute AS "untilMinute", time_zone AS "timeZone", set_at AS "setAt"
   FROM optimizer_windows ORDER BY id DESC LIMIT 1`,
);

/** The installation's own: that of the institution it was made for. */
const ownZone = statement(
  'optimizer.own-zone',
  'SELECT time_zone AS "timeZone" FROM institutions ORDER BY created_at, id LIMIT 1',
);

/** When changes of the database may begin. Row security shows it to administrators and the product. */
export async function readWindow(tx: Transaction): Promise<KnownWindow> {
  const [chosen] = await tx.rows<KnownWindow>(present);
  if (chosen) return chosen;
  const [institution] = await tx.rows<{ timeZone: string }>(ownZone);
  return { ...usualHours, timeZone: institution?.timeZone ?? 'UTC', setAt: null };
}
