'use client';

import dynamic from 'next/dynamic';

/** Progress against time; the chart library is fetched when a page shows it. */
export const ProgressChart = dynamic(
  () => import('./progress-lines').then((module) => module.ProgressLines),
  {
    ssr: false,
  },
);
