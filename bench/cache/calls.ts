/** One instance of the product, and what was asked of it: the reference that its counters must equal. */
export type Target = { origin: string; publicReads: number; progressReads: number };

export type Answer<Body> = { status: number; body: Body };

/** Asks as whoever the cookie belongs to; empty for nobody. */
export async function call<Body = unknown>(
  { origin }: Target,
  path: string,
  cookie: string,
  init: RequestInit = {},
): Promise<Answer<Body>> {
  const headers = { cookie, ...(init.body && { 'content-type': 'application/json' }) };
  const response = await fetch(`${origin}${path}`, { ...init, headers });
  return { status: response.status, body: (await response.json()) as Body };
}

/** What is the same for everybody: the list without a course, else that course. */
export async function readCatalog(target: Target, courseId?: string): Promise<number> {
  target.publicReads += 1;
  return (await call(target, ['/api/v1/courses', courseId].filter(Boolean).join('/'), '')).status;
}

/**
 * Cached reads of the class `progress` in one call: the standing for the answer, for the recommendations and for the
 * rules they go by; next steps, work by lesson, and what was recommended before.
 */
const readsOfOwnProgress = 6;

/** The courses in which the student is enrolled, as the instance shows them. */
export async function readOwnCourses(target: Target, cookie: string): Promise<string[]> {
  target.progressReads += readsOfOwnProgress;
  const { body } = await call<{ analytics: { courseId: string }[] }>(target, '/api/v1/me/progress', cookie);
  return body.analytics.map(({ courseId }) => courseId);
}
