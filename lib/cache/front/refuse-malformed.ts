import type { ServerResponse } from 'node:http';
import type { Answerer } from './answer-first';

/** Refuses an address that cannot be decoded and a method that no request may have, which Next calls errors of its own. */
export const refuseMalformed: Answerer = ({ method, url = '' }, response) => {
  const path = url.split('?', 1)[0] ?? '';
  if (method === 'TRACE')
    refuse(response, path, 405, 'Method Not Allowed', 'Nothing here answers to this method.');
  else if (!isDecodable(path))
    refuse(response, path, 400, 'Bad Request', 'This address is not complete: a % in it begins nothing.');
  else return false;
  return true;
};

function refuse(response: ServerResponse, path: string, status: number, title: string, detail: string): void {
  const isApi = path.startsWith('/api/');
  response.writeHead(status, {
    ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    ...(status === 405 && { allow: 'GET, HEAD, POST' }),
    'content-type': isApi ? 'application/problem+json' : 'text/plain; charset=utf-8',
  });
  response.end(isApi ? JSON.stringify({ type: 'about:blank', title, status, detail }) : `${detail}\n`);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
