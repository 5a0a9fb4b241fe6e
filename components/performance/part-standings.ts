import type { PartStanding } from '@/components/page/part-state';
import { count, counted } from '@/lib/format';
import type { QueueState } from '@/lib/jobs/state';
import type { CheckGroup, CheckReport } from '@/lib/performance/checks/report';
import { blockingTrees, waitingIn } from '@/lib/performance/live/blocking-tree';
import type { Live } from '@/lib/performance/live/sessions';
import type { RouteLatencies } from '@/lib/performance/requests/read-routes';
import type { Reviewed } from '@/lib/performance/settings/review';
import type { RehearsalReport } from '@/lib/rehearsal/report';

const notKnown: PartStanding = { tone: 'neutral', words: 'not known' };

/** How many findings ask for something; what cannot be told counts where nothing else does. */
export function checksStanding({ toDo, unknown }: Pick<CheckReport, 'toDo' | 'unknown'>): PartStanding {
  const critical = findingsIn(toDo.filter(({ state }) => state === 'critical'));
  const warning = findingsIn(toDo.filter(({ state }) => state === 'warning'));
  const words = [
    critical > 0 && `${count(critical)} critical`,
    warning > 0 && `${count(warning)} to look at`,
  ].filter(Boolean);
  if (words.length > 0) return { tone: critical > 0 ? 'critical' : 'caution', words: words.join(', ') };
  return unknown.length > 0
    ? { tone: 'neutral', words: `${count(findingsIn(unknown))} not known` }
    : { tone: 'positive', words: 'fine' };
}

const findingsIn = (groups: readonly CheckGroup[]): number =>
  groups.reduce((sum, { findings }) => sum + findings.length, 0);

/** Whether sessions wait for others. */
export function liveStanding({ live }: { live: Live | null }): PartStanding {
  if (!live) return notKnown;
  const waiting = blockingTrees(live.sessions).reduce((sum, tree) => sum + waitingIn(tree), 0);
  return waiting > 0
    ? { tone: 'caution', words: `${counted(waiting, 'session')} blocked` }
    : { tone: 'positive', words: 'none blocked' };
}

/** How many queues failed when they last ran. */
export function queueStanding(queues: readonly QueueState[] | null): PartStanding {
  if (!queues) return notKnown;
  const failed = queues.filter(({ failedSinceDone }) => failedSinceDone > 0).length;
  return failed > 0
    ? { tone: 'caution', words: `${count(failed)} last failed` }
    : { tone: 'positive', words: 'none failed' };
}

/** How many pages are over their budget, of those that were asked for often enough. */
export function latencyStanding({ routes }: Pick<RouteLatencies, 'routes'>): PartStanding {
  const judged = routes.filter(({ withinBudget }) => withinBudget !== null);
  if (judged.length === 0) return { tone: 'neutral', words: 'not enough data yet' };
  const over = judged.filter(({ withinBudget }) => withinBudget === false).length;
  return over > 0
    ? { tone: 'caution', words: `${count(over)} over budget` }
    : { tone: 'positive', words: 'within budget' };
}

/** How many budgets a larger term breaks. */
export function rehearsalStanding(report: RehearsalReport | null): PartStanding {
  if (!report) return { tone: 'neutral', words: 'not rehearsed' };
  const broken = report.budgets.filter(({ holdsLarger }) => !holdsLarger).length;
  return broken > 0
    ? { tone: 'critical', words: `${counted(broken, 'budget')} broken` }
    : { tone: 'positive', words: 'budgets hold' };
}

type SettingStates = { settings: readonly Pick<Reviewed, 'state'>[] };

/** How many settings should be changed. */
export function settingsStanding(groups: readonly SettingStates[]): PartStanding {
  const states = groups.flatMap(({ settings }) => settings.map(({ state }) => state));
  const wrong = states.filter((state) => state === 'warning' || state === 'critical').length;
  if (wrong === 0) return { tone: 'positive', words: 'fine' };
  return { tone: states.includes('critical') ? 'critical' : 'caution', words: `${count(wrong)} to change` };
}
