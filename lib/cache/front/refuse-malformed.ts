import type { Answerer } from './answer-first';

const sentence = 'This address is not complete: a % in it begins nothing.';

/** Refuses an address that cannot be decoded, which Next calls an error of its own. */
export const refuseMalformed: Answerer = ({ url = '' }, response) => {
  const path = url.split('?', 1)[0] ?? '';
  if (isDecodable(path)) return false;
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  if (path.startsWith('/api/')) {
    const problem = { type: 'about:blank', title: 'Bad Request', status: 400, detail: sentence };
    response.writeHead(400, { ...headers, 'content-type': 'application/problem+json' });
    response.end(JSON.stringify(problem));
  } else {
    response.writeHead(400, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${sentence}\n`);
  }
  return true;
};

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
