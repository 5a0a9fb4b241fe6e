import type { ReactNode } from 'react';
import { PageParts } from '@/components/page/page-parts';
import { type PerformancePart, performanceHeadings } from './performance-headings';

type PerformancePartsProps = {
  /** How a part stands, of those that have a state. */
  standings: Partial<Record<PerformancePart, ReactNode>>;
  children: ReactNode;
};

const order = Object.keys(performanceHeadings) as PerformancePart[];

/** The performance page beneath its header: the list of its parts, and the parts. */
export const PerformanceParts = ({ standings, children }: PerformancePartsProps) => (
  <PageParts parts={order.map((id) => ({ id, title: performanceHeadings[id], state: standings[id] }))}>
    <div className="flex flex-col gap-10">{children}</div>
  </PageParts>
);
