import { Agent, get } from 'node:http';
import { median } from './measure';

export type PageResult = {
  page: string;
  connections: number;
  perSecond: number;
  ratio: number;
  kilobytes: number;
};

const rounds = 3;
const secondsARound = 2;

function ask(origin: string, path: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(`${origin}${path}`, { agent }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${path}: ${response.statusCode}`)),
      );
    });
    request.on('error', reject);
  });
}

/** Requests a second that `connections` kept-alive connections reach within `seconds`. */
async function load(origin: string, path: string, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1000;
  const loop = async () => {
    let answered = 0;
    while (performance.now() < end) {
      await ask(origin, path, agent);
      answered += 1;
    }
    return answered;
  };
  const counts = await Promise.all(Array.from({ length: connections }, loop));
  agent.destroy();
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

/**
 * Throughput of pages of a running server as a ratio to their twins: the very same bytes as a static file of the same
 * server. In alternation; a ratio is taken within each round, so that a noisy moment meets both; medians of the rounds.
 *
 * @param twins the address of each page's twin by the page's address
 */
export async function measurePages(
  origin: string,
  twins: ReadonlyMap<string, string>,
): Promise<PageResult[]> {
  const results: PageResult[] = [];
  for (const connections of [1, 16, 64]) {
    for (const [page, twin] of twins) {
      for (const path of [page, twin]) await load(origin, path, connections, 0.5);
      const rates: number[] = [];
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const still = await load(origin, twin, connections, secondsARound);
        const rate = await load(origin, page, connections, secondsARound);
        rates.push(rate);
        ratios.push(rate / still);
      }
      const bytes = await ask(origin, page, new Agent());
      const kilobytes = Math.round(bytes / 1000);
      results.push({ page, connections, perSecond: median(rates), ratio: median(ratios), kilobytes });
    }
  }
  return results;
}
