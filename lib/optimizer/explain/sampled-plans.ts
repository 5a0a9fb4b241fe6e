import { type PlanNode, planLines } from './plan-outline';

/** One way in which the server answers a statement, and for how many of the samples it takes it. */
export type SampledPlan = {
  samples: number;
  /** What the planner expects it to cost and to find, of the cheapest and of the dearest sample; in its own units. */
  cost: readonly [number, number];
  rows: readonly [number, number];
  /** Of the dearest sample, without values. */
  lines: string[];
};

/** Plans of several samples by the way that they take, the most common first. */
export function sampledPlans(plans: readonly PlanNode[]): SampledPlan[] {
  const ways = new Map<string, PlanNode[]>();
  for (const plan of plans) {
    const way = planLines(plan, false).join('\n');
    ways.set(way, [...(ways.get(way) ?? []), plan]);
  }
  return [...ways.values()].map(summaryOf).sort((a, b) => b.samples - a.samples);
}

function summaryOf(plans: PlanNode[]): SampledPlan {
  const [dearest] = plans.toSorted((a, b) => b['Total Cost'] - a['Total Cost']);
  return {
    samples: plans.length,
    cost: rangeOf(plans.map((plan) => plan['Total Cost'])),
    rows: rangeOf(plans.map((plan) => plan['Plan Rows'])),
    lines: dearest ? planLines(dearest, true) : [],
  };
}

const rangeOf = (numbers: number[]) => [Math.min(...numbers), Math.max(...numbers)] as const;
