'use client';

import dynamic from 'next/dynamic';

/** The bars by day; the chart library is fetched when a page shows it. */
export const ActivityChart = dynamic(() => import('./activity-bars').then((module) => module.ActivityBars), {
  ssr: false,
});
