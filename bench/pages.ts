import { Agent, get } from 'node:http';
import { median } from '@/lib/rehearsal/measure';

/** What is asked for, and how: `accept` is an Accept-Encoding. */
export type Ask = { path: string; accept?: string };
export type PageResult = {
  page: Ask;
  connections: number;
  perSecond: number;
  /** Throughput as a multiple of the same bytes as a static file of the same server. */
  ofFile: number;
  /** As a multiple of a page that the same server serves statically. */
  ofPage: number;
  /** As sent. */
  kilobytes: number;
};
export type PageBench = {
  origin: string;
  /** A page that Next prerendered and serves by itself. */
  floor: string;
  /** The address of each page's twin by the page's address. */
  twins: ReadonlyMap<string, string>;
};

const rounds = 5;
const secondsARound = 1;

function ask(origin: string, { path, accept }: Ask, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = accept ? { 'accept-encoding': accept } : {};
    const request = get(`${origin}${path}`, { agent, headers }, (response) => {
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
async function load(origin: string, page: Ask, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1000;
  const loop = async () => {
    let answered = 0;
    while (performance.now() < end) {
      await ask(origin, page, agent);
      answered += 1;
    }
    return answered;
  };
  const counts = await Promise.all(Array.from({ length: connections }, loop));
  agent.destroy();
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

/** As browsers ask, once; everything else as it is, so that both sides send the same bytes. */
const settings = [
  { connections: 1 },
  { connections: 16 },
  { connections: 64 },
  { connections: 16, accept: 'gzip' },
];

/**
 * Throughput of pages of a running server as ratios to what the same server serves statically. In alternation; each
 * ratio is taken within a round, so that a noisy moment meets both; medians of the rounds.
 */
export async function measurePages(bench: PageBench): Promise<PageResult[]> {
  const results: PageResult[] = [];
  for (const { connections, accept } of settings)
    for (const path of bench.twins.keys())
      results.push(await measurePage(bench, { path, accept }, connections));
  return results;
}

async function measurePage(
  { origin, floor, twins }: PageBench,
  page: Ask,
  connections: number,
): Promise<PageResult> {
  const twin = { ...page, path: twins.get(page.path) ?? page.path };
  const still = { ...page, path: floor };
  for (const each of [page, twin, still]) await load(origin, each, connections, 0.5);
  const rates: { own: number; file: number; page: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const file = await load(origin, twin, connections, secondsARound);
    const own = await load(origin, page, connections, secondsARound);
    rates.push({ own, file, page: await load(origin, still, connections, secondsARound) });
  }
  return {
    page,
    connections,
    perSecond: median(rates.map(({ own }) => own)),
    ofFile: median(rates.map(({ own, file }) => own / file)),
    ofPage: median(rates.map(({ own, page: floor }) => own / floor)),
    kilobytes: (await ask(origin, page, new Agent())) / 1000,
  };
}
