import type { IncomingMessage } from 'node:http';
import type { Attributes } from '@opentelemetry/api';
import type { AnsweredRequest } from '../requests/measure-requests';
import { patternOf } from './product-words';

/** What telemetry calls a request, and what it tells of it. */
export type Described = { name: string; attributes: Attributes; failure: string | null };

/**
 * Method, pattern of the path, status and what was done; nothing of who asked, from where, and for whom.
 *
 * @param words those of the product's addresses
 */
export function describeRequest(
  { route, status, request, scope }: AnsweredRequest,
  words: ReadonlySet<string> | null,
): Described {
  const [method = '', path = ''] = route.split(' ', 2);
  // What was refused has no route: the name says so instead.
  const pattern = path.startsWith('/') ? patternOf(path, words) : undefined;
  return {
    name: `${method} ${pattern ?? path}`,
    attributes: {
      'http.request.method': method,
      ...(pattern && { 'http.route': pattern }),
      'http.response.status_code': status,
      'syllabase.operation': scope.operation ?? operationOf(request),
    },
    failure: status >= 500 ? String(status) : null,
  };
}

function operationOf(request: IncomingMessage): string {
  if (carries(request, 'next-action')) return 'action';
  if (carries(request, 'rsc')) return 'page data';
  return (request.url ?? '').startsWith('/api/') ? 'call' : 'page';
}

/** As it came in: Next takes its own headers away while it answers. */
const carries = ({ rawHeaders }: IncomingMessage, name: string): boolean =>
  rawHeaders.some((each, n) => n % 2 === 0 && each.toLowerCase() === name);
