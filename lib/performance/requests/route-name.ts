const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const plainWord = /^[a-z][a-z.-]{0,30}(v\d)?$/;
const version = /^v\d$/;

/** What is served from disk or answered before any page: it says nothing about the product's pages. */
const ignored = /^\/(_next\/|favicon\.ico$|icon\.svg)/;

/** What was refused shares one name: whoever tries many paths must not make many. */
const nowhere = '(refused)';
const mostParts = 8;

/**
 * The route of a request: method and path with ids replaced, never its query, so that no route names a person or a
 * course. Null for what is not measured: files, and redirects, which would make every page look quick.
 *
 * @param status what was answered
 */
export function routeName(method: string, target: string, status: number): string | null {
  const path = target.split(/[?#]/, 1)[0] ?? '/';
  if (!methods.has(method) || ignored.test(path) || isRedirect(status)) return null;
  const parts = path.split('/').filter((part) => part !== '');
  if ((status >= 400 && status < 500) || parts.length > mostParts) return `${method} ${nowhere}`;
  return `${method} /${parts.map((part) => (isWord(part) ? part : ':id')).join('/')}`;
}

const isRedirect = (status: number) => status >= 300 && status < 400 && status !== 304;

const isWord = (part: string) => plainWord.test(part) || version.test(part);
