import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Answers at once and says true, or leaves the request as it is and says false. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => boolean;

const channel = 'http.server.request.start';

/**
 * Lets `answer` see every request of this process's servers before their own listeners do; those hear only of what it
 * leaves. A server is taken over with its first request, since Next made it long before anybody could ask for it.
 *
 * @returns stops taking over further servers
 */
export function answerFirst(answer: Answerer): () => void {
  const taken = new WeakSet<Server>();
  const meet = (message: unknown) => {
    const { server } = message as { server: Server };
    if (taken.has(server)) return;
    taken.add(server);
    takeOver(server, answer);
  };
  subscribe(channel, meet);
  return () => unsubscribe(channel, meet);
}

/** Puts `answer` before the listeners that `server` has. */
export function takeOver(server: Server, answer: Answerer): void {
  const others = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (answer(request, response)) return;
    for (const listener of others) listener.call(server, request, response);
  });
}
