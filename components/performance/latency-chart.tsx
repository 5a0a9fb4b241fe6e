'use client';

import dynamic from 'next/dynamic';

/** The lines by hour; the chart library is fetched when a page shows it. */
export const LatencyChart = dynamic(() => import('./latency-lines').then((module) => module.LatencyLines), {
  ssr: false,
});
