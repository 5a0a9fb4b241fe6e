type App = (request: Request) => Promise<Response>;

/** What a browser does in a redirect flow: keeps cookies per origin and follows redirects by hand. */
export type Browser = {
  get(url: string | URL): Promise<Response>;
  post(url: string | URL, form: URLSearchParams): Promise<Response>;
  /** Follows redirects from `url` until one leads to where `arrived` says; gives that address, unvisited. */
  follow(url: string | URL, arrived: (url: string) => boolean): Promise<string>;
  cookie(name: string): string | undefined;
};

/** @param apps handlers that answer for an origin in this process; other origins are fetched */
export function browser(apps: Record<string, App>): Browser {
  const jars = new Map<string, Map<string, string>>();

  async function send(url: URL, init: RequestInit): Promise<Response> {
    const jar = jars.get(url.origin) ?? new Map<string, string>();
    jars.set(url.origin, jar);
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const request = new Request(url, { ...init, headers, redirect: 'manual' });
    const response = await (apps[url.origin] ?? fetch)(request);
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  }

  const get = (url: string | URL) => send(new URL(url), {});
  return {
    get,
    post: (url, form) => send(new URL(url), { method: 'POST', body: form }),
    async follow(start, arrived) {
      let url = new URL(start);
      for (let hop = 0; hop < 12; hop += 1) {
        const location = (await get(url)).headers.get('location');
        if (location === null) throw new Error(`${url.pathname} leads nowhere`);
        url = new URL(location, url);
        if (arrived(url.href)) return url.href;
      }
      throw new Error('too many redirects');
    },
    cookie: (name) => [...jars.values()].map((jar) => jar.get(name)).find((value) => value !== undefined),
  };
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const at = pair.indexOf('=');
  const over = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
  if (over || pair.length === at + 1) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), pair.slice(at + 1));
}
