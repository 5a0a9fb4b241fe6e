'use client';

import dynamic from 'next/dynamic';

/** The bars by band. Most of the page’s script would be the chart library: it comes when the page already stands. */
export const LazyDistribution = dynamic(
  () => import('./distribution-chart').then((module) => module.DistributionChart),
  { ssr: false },
);
