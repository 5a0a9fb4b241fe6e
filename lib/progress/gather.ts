import { AsyncResource } from 'node:async_hooks';
import type { ProgressReceipt, Report } from './schema';

type Waiting = {
  report: Report;
  /** Runs within the request that reports, so that what is measured and refused there holds. */
  within: AsyncResource;
  settle: (receipt: ProgressReceipt | PromiseLike<ProgressReceipt>) => void;
};

/** Of one transaction: what each of them waits for the others stays some milliseconds. */
const most = 64;

/**
 * Lets reports of different students go together, as group commit does: whoever comes while others are under way waits for these, and
 * then goes with everybody who has come by then. Nobody waits for company. A student's second report goes after the first.
 *
 * @param together records reports of different students, all or none, and gives the receipts in their order; null for one that would
 * have kept the others waiting
 * @param alone records one by itself: such a one, and each where together they failed
 */
export function gatherReports(
  together: (reports: Report[]) => Promise<(ProgressReceipt | null)[]>,
  alone: (report: Report) => Promise<ProgressReceipt>,
): (report: Report) => Promise<ProgressReceipt> {
  let waiting: Waiting[] = [];
  let isUnderWay = false;

  const goOn = () => {
    const { now, later } = split(waiting);
    waiting = later;
    const [first] = now;
    isUnderWay = first !== undefined;
    first?.within.runInAsyncScope(record, undefined, now);
  };
  const record = async (group: Waiting[]) => {
    const receipts = await together(group.map(({ report }) => report)).catch(() => []);
    for (const [n, { report, within, settle }] of group.entries())
      settle(receipts[n] ?? within.runInAsyncScope(alone, undefined, report));
    // Whoever was answered and reports again at once belongs to the next ones.
    setImmediate(goOn);
  };
  return (report) =>
    new Promise((settle) => {
      waiting.push({ report, within: new AsyncResource('ProgressReport'), settle });
      if (isUnderWay) return;
      isUnderWay = true;
      setImmediate(goOn);
    });
}

/** The first report of each student, as many as may go together, and the rest in order. */
function split(waiting: Waiting[]): { now: Waiting[]; later: Waiting[] } {
  const now = new Map<string, Waiting>();
  const later: Waiting[] = [];
  for (const one of waiting) {
    const { studentId } = one.report;
    if (now.size < most && !now.has(studentId)) now.set(studentId, one);
    else later.push(one);
  }
  return { now: [...now.values()], later };
}
