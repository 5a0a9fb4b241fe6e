import type { Vault } from '../vault';
import { takenOverAt } from './claim-vault';

const day = 86_400_000;
/**
 * Days after a server has taken over in which nothing is removed unless a person says so: what was decided after the moment
 * it was restored to, a legal hold or a longer keeping, is not in its database and has to be entered again.
 */
export const restDays = 30;

/** Whether the schedule may remove anything; what a person asks for is done at any time. */
export async function mayPruneUnasked(vault: Vault, now: number): Promise<boolean> {
  const taken = await takenOverAt(vault);
  return taken === null || now - taken >= restDays * day;
}
