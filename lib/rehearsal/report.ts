import { breakingSize, dayOfSize, fitGrowth, type Growth, holds, type Measured } from './projection';
import type { Figures } from './sandbox';
import { enrolledIn, type TermShape } from './shape';

/** One budget of the product at both sizes, and when it breaks. */
export type Budget = Measured & {
  question: string;
  holdsNow: boolean;
  holdsLarger: boolean;
  /** Times the present size; null: not because of the size. */
  breaksAt: number | null;
  /** The day on which the term is that large at its present growth; null: not within ten years, or the growth is not known. */
  breaksOn: string | null;
};

export type RehearsalReport = {
  factor: number;
  asOf: string;
  present: { students: number; enrolled: number; largestClass: number; progressRows: number };
  rehearsed: { progressRows: number };
  /** Null: not enough weeks to tell, or no growth. */
  growth: Growth | null;
  budgets: Budget[];
};

/** Share of a bare upsert of one table, with the same durability, that reporting progress must reach. */
const leastShare = 0.5;

/** Puts what was measured at the present size and at `factor` times it beside the budgets. */
export function reportOf(
  shape: TermShape,
  factor: number,
  figures: { present: Figures; larger: Figures },
  today: Date,
): RehearsalReport {
  const { all, largest } = enrolledIn(shape);
  const growth = fitGrowth(shape.growth);
  const judged = budgetsOf(figures).map((budget): Budget => {
    const breaksAt = breakingSize(budget, factor);
    return {
      ...budget,
      holdsNow: holds(budget, budget.present),
      holdsLarger: holds(budget, budget.larger),
      breaksAt,
      breaksOn: breaksAt !== null && growth ? dayOfSize(breaksAt, growth, today) : null,
    };
  });
  return {
    factor,
    asOf: today.toISOString(),
    present: {
      students: shape.students,
      enrolled: all,
      largestClass: largest,
      progressRows: shape.progressRows,
    },
    rehearsed: { progressRows: figures.larger.progressRows },
    growth,
    budgets: judged,
  };
}

function budgetsOf({
  present,
  larger,
}: {
  present: Figures;
  larger: Figures;
}): (Measured & { question: string })[] {
  const reads = present.reads.flatMap(({ question, target, ratio }) => {
    const later = larger.reads.find((read) => read.question === question);
    return target === null || !later
      ? []
      : [{ question, limit: target, bound: 'most' as const, present: ratio, larger: later.ratio }];
  });
  const writes = present.writes.flatMap(({ case: name, ratio }) => {
    const later = larger.writes.find((write) => write.case === name);
    const question = `progress writes, ${name}`;
    return later
      ? [{ question, limit: leastShare, bound: 'least' as const, present: ratio, larger: later.ratio }]
      : [];
  });
  return [...reads, ...writes];
}
