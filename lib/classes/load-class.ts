import { cache } from 'react';
import { orNotFound } from '@/lib/access/page-reads';
import { getClassSummary } from './summary';

/** For pages: course and summary of a class, read once a request; the not-found page for whoever may not see it. */
export const loadClass = cache((...of: Parameters<typeof getClassSummary>) =>
  orNotFound(getClassSummary(...of)),
);
