'use client';

import dynamic from 'next/dynamic';

/** The size by day; the chart library is fetched when a page shows it. */
export const StorageChart = dynamic(() => import('./storage-lines').then((module) => module.StorageLines), {
  ssr: false,
});
