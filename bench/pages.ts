import { Agent, get } from 'node:http';
import { median } from './measure';

export type PageResult = {
  page: string;
  connections: number;
  perSecond: number;
  ratio: number;
  kilobytes: number;
};

/** What every ratio is taken of: a document that the build itself made, served from the same server. */
const reference = '/api/v1/openapi.json';
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
 * Throughput of pages of a running server as a ratio to a static document of the same server, in alternation,
 * medians of the rounds. A ratio is taken within each round, so that a noisy moment meets both.
 */
export async function measurePages(origin: string, paths: readonly string[]): Promise<PageResult[]> {
  const results: PageResult[] = [];
  for (const connections of [1, 16, 64]) {
    for (const path of [reference, ...paths]) await load(origin, path, connections, 0.5);
    const rates = new Map(paths.map((path) => [path, { each: [] as number[], ratios: [] as number[] }]));
    for (let round = 0; round < rounds; round++) {
      for (const [path, { each, ratios }] of rates) {
        const still = await load(origin, reference, connections, secondsARound);
        const rate = await load(origin, path, connections, secondsARound);
        each.push(rate);
        ratios.push(rate / still);
      }
    }
    for (const [page, { each, ratios }] of rates) {
      const bytes = await ask(origin, page, new Agent());
      const perSecond = median(each);
      results.push({
        page,
        connections,
        perSecond,
        ratio: median(ratios),
        kilobytes: Math.round(bytes / 1000),
      });
    }
  }
  return results;
}
