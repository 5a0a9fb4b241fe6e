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

/** Milliseconds after which a group keeps nobody waiting any more: its connection hangs. */
const patience = 2_000;

/**
 * Lets reports of different students go together, as group commit does: whoever comes while others are under way waits for these, and
 * then goes with everybody who has come by then. Nobody waits for company. A student's second report goes after the first.
 *
 * @param together records reports of different students, all or none, and gives the receipts in their order; null for one that would
 * have kept the others waiting
 * @param alone records one by itself: such a one, and each where together they failed; one of a student at a time
 */
export function gatherReports(
  together: (reports: Report[]) => Promise<(ProgressReceipt | null)[]>,
  alone: (report: Report) => Promise<ProgressReceipt>,
): (report: Report) => Promise<ProgressReceipt> {
  let waiting: Waiting[] = [];
  let isUnderWay = false;
  const byThemselves = new Set<string>();

  const goOn = () => {
    const { now, later } = split(waiting, byThemselves);
    waiting = later;
    const [first] = now;
    isUnderWay = first !== undefined;
    first?.within.runInAsyncScope(record, undefined, now);
  };
  const goSoon = () => {
    isUnderWay = true;
    // Whoever was answered and reports again at once belongs to the next ones.
    setImmediate(goOn);
  };
  const record = async (group: Waiting[]) => {
    let isWaitedFor = true;
    const letOthersGo = () => {
      if (isWaitedFor) goSoon();
      isWaitedFor = false;
    };
    const hanging = setTimeout(letOthersGo, patience);
    const receipts = await together(group.map(({ report }) => report)).catch(() => []);
    clearTimeout(hanging);
    for (const [n, one] of group.entries()) {
      const receipt = receipts[n];
      if (receipt) one.settle(receipt);
      else one.settle(recordAlone(one));
    }
    letOthersGo();
  };
  const recordAlone = async ({ report, within }: Waiting): Promise<ProgressReceipt> => {
    byThemselves.add(report.studentId);
    try {
      return await within.runInAsyncScope(alone, undefined, report);
    } finally {
      byThemselves.delete(report.studentId);
      if (!isUnderWay) goSoon();
    }
  };
  return (report) =>
    new Promise((settle) => {
      waiting.push({ report, within: new AsyncResource('ProgressReport'), settle });
      if (!isUnderWay) goSoon();
    });
}

/** The first report of each student who is not busy, as many as may go together, and the rest in order. */
function split(waiting: Waiting[], busy: ReadonlySet<string>): { now: Waiting[]; later: Waiting[] } {
  const now = new Map<string, Waiting>();
  const later: Waiting[] = [];
  for (const one of waiting) {
    const { studentId } = one.report;
    if (now.size < most && !now.has(studentId) && !busy.has(studentId)) now.set(studentId, one);
    else later.push(one);
  }
  return { now: [...now.values()], later };
}
