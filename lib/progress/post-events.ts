import type { Answer } from './deliver';
import type { ProgressEvent, ProgressReceipt } from './schema';

/** Browsers refuse to keep larger requests alive when the page goes. Bytes, with room for other requests. */
const keptAlive = 60_000;

/**
 * Sends one batch to the server; never throws. It names the student it belongs to: in the meantime somebody
 * else may have signed in with this browser.
 */
export async function postEvents(studentId: string, events: ProgressEvent[]): Promise<Answer> {
  const body = JSON.stringify({ events });
  try {
    const response = await fetch('/api/v1/progress', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-student-id': studentId },
      body,
      keepalive: body.length < keptAlive,
    });
    if (response.ok) return { kind: 'counted', receipt: await receiptOf(response) };
    if (response.status === 401) return { kind: 'signed-out' };
    // Only a refusal that names fields is about the events; any other may be gone the next time.
    const isMalformed = response.status === 400 && 'fields' in (await response.json());
    return { kind: isMalformed ? 'malformed' : 'unavailable' };
  } catch {
    return { kind: 'unavailable' };
  }
}

const receiptOf = (response: Response): Promise<ProgressReceipt> => response.json();
