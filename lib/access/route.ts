import { createHash } from 'node:crypto';
import { isAway } from '@/db/away';
import { Refusal } from '@/lib/errors';
import { auditDenial, isDenial } from './audit-denial';
import { inCall } from './call';
import { Denied } from './denied';
import { fromAnotherSite, isLedFromElsewhere, otherSiteOf } from './other-site';
import { currentViewer } from './session';
import { tellOfEndedSession } from './tell-ended-session';

const maximumBody = 1_000_000;

type RouteOptions = {
  /** What it tells is for everybody: other sites may have links to it. All else is refused to who is signed in and comes from there. */
  isLinkable?: boolean;
};

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/**
 * Wraps an API route: refusals become `application/problem+json`, faults become a 500 (503 while the database is away) that says nothing
 * about the inside, and a write from another origin is refused, as is a personal read to which another site leads. The trail tells of each denial.
 */
export function route<Context>(
  handler: Handler<Context>,
  { isLinkable = false }: RouteOptions = {},
): Handler<Context> {
  return (request, context) =>
    inCall(request, async () => {
      try {
        const otherSite = otherSiteOf(request);
        if (otherSite !== null) throw fromAnotherSite(request, otherSite);
        if (!isLinkable && isLedFromElsewhere(request) && (await currentViewer()))
          throw fromAnotherSite(request, 'not named');
        return await handler(request, context);
      } catch (error) {
        if (isDenial(error)) await auditDenialOfAsker(error);
        if (error instanceof Refusal && error.kind === 'unauthenticated') await tellOfEndedSession();
        if (error instanceof Refusal) return problem(error.status, error.message, error.fields);
        const reference = crypto.randomUUID();
        console.error(`request failed ${reference}`, error);
        if (isAway(error))
          return problem(503, `The database is away. Try again soon. Reference ${reference}.`);
        return problem(500, `Something went wrong on our side. Reference ${reference}.`);
      }
    });
}

/** What nobody was refused who is signed in is no denial, unless it came from another site. */
async function auditDenialOfAsker(denial: Refusal): Promise<void> {
  const viewer = await currentViewer().catch(() => null);
  if (viewer || denial instanceof Denied) await auditDenial(viewer, denial);
}

export function problem(status: number, detail: string, fields?: Record<string, string>): Response {
  return Response.json(
    { type: 'about:blank', title: titles[status] ?? 'Error', status, detail, ...(fields && { fields }) },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  );
}

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A personal answer: never stored by a browser or proxy. */
export const personal = (body: unknown, status = 200) =>
  Response.json(body, { status, headers: { 'cache-control': 'private, no-store' } });

/** Like `personal`, for a document that a person keeps: JSON that people can read, under this file name. */
export const attachment = (fileName: string, body: unknown) =>
  new Response(`${JSON.stringify(body, null, 1)}\n`, {
    headers: {
      'cache-control': 'private, no-store',
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  });

/** Like `personal`, for what is asked again and again: who names the state that still holds is told so, with 304. */
export function personalIfChanged(request: Request, body: unknown): Response {
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const headers = { 'cache-control': 'private, no-store', etag };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } });
}

/** The query string as a plain object; a repeated parameter is refused, so that nobody has to guess which one counts. */
export function query(request: Request): Record<string, string> {
  const parameters = new URL(request.url).searchParams;
  for (const name of new Set(parameters.keys())) {
    if (parameters.getAll(name).length > 1)
      throw new Refusal('invalid', `“${name.slice(0, 60)}” is given twice.`);
  }
  return Object.fromEntries(parameters);
}

/** Reads a JSON body of at most 1 MB, whatever the declared length. */
export async function readJson(request: Request): Promise<unknown> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw new Refusal('invalid', 'Send JSON with the content type application/json.');
  }
  const tooLarge = new Refusal('too-large', 'The request is larger than 1 MB.');
  if (Number(request.headers.get('content-length')) > maximumBody) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumBody) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new Refusal('invalid', 'The request is not valid JSON.');
  }
}
