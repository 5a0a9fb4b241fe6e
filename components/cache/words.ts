import type { CacheClass } from '@/lib/cache/classes';

type Words = { title: string; holds: string };

/** What a class is called, and what it holds. */
export const classWords: Record<CacheClass, Words> = {
  catalog: { title: 'Catalog', holds: 'courses and lessons' },
  listing: { title: 'Listing', holds: 'pages and facets of the course list, searches' },
  progress: { title: 'Progress', holds: 'a student’s own standing and next steps' },
  analytics: { title: 'Analytics', holds: 'activity by day, class totals, drop-off' },
  ai: { title: 'AI', holds: 'what a model wrote; kept across restarts' },
  pages: { title: 'Pages', holds: 'rendered pages that are the same for everybody' },
  answers: { title: 'Answers', holds: 'lists, searches and courses, ready to be sent' },
};
