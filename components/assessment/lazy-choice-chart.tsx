'use client';

import dynamic from 'next/dynamic';

/** Most of the page's script would be the chart library: it comes when the page already stands. */
export const LazyChoiceChart = dynamic(() => import('./choice-chart').then((module) => module.ChoiceChart), {
  ssr: false,
});
