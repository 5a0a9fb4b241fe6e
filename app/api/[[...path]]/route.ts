import { problem } from '@/lib/access/route';
import { notFound } from '@/lib/errors';

/** What is asked of an address that the interface does not have. */
const unknown = (): Response => {
  const { status, message } = notFound();
  return problem(status, message);
};

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
