import { type Answer, answerXml, type Call, refuse, text } from './answers';
import { tagOf } from './kept-objects';
import { listObjects, listUploads } from './listings';

/** Does what a request asks for, as Amazon’s documentation says. */
export function carryOut(call: Call): Answer {
  const { method, query, key } = call;
  if (method === 'GET' && key === '') return query.has('uploads') ? listUploads(call) : listObjects(call);
  if (method === 'GET' || method === 'HEAD') return getObject(call);
  if (method === 'PUT') return query.has('partNumber') ? putPart(call) : putObject(call);
  if (method === 'POST' && query.has('uploads')) return beginUpload(call);
  if (method === 'POST' && query.has('uploadId')) return completeUpload(call);
  if (method === 'DELETE') return remove(call);
  return refuse('MethodNotAllowed');
}

const isTaken = ({ headers, kept, key }: Call) => headers['if-none-match'] === '*' && kept.objects.has(key);

function metadataOf({ headers }: Call): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'));
  return Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
}

function putObject(call: Call): Answer {
  if (isTaken(call)) return refuse('PreconditionFailed');
  return { status: 200, headers: { etag: call.kept.put(call.key, call.body, metadataOf(call)) } };
}

function putPart({ kept, key, query, body }: Call): Answer {
  const upload = kept.uploads.get(query.get('uploadId') ?? '');
  if (!upload || upload.key !== key) return refuse('NoSuchUpload');
  const tag = tagOf(body);
  upload.parts.set(Number(query.get('partNumber')), { body, tag });
  return { status: 200, headers: { etag: tag } };
}

function beginUpload(call: Call): Answer {
  const id = call.kept.begin(call.key, metadataOf(call));
  return answerXml('InitiateMultipartUploadResult', text('Key', call.key), text('UploadId', id));
}

function completeUpload(call: Call): Answer {
  if (isTaken(call)) return refuse('PreconditionFailed');
  const parts = call.body.toString().match(/<Part>[\s\S]*?<\/Part>/g) ?? [];
  const named = parts.map((part) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    tag: (/<ETag>([^<]+)</.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
  }));
  const done = call.kept.complete(call.query.get('uploadId') ?? '', named);
  if ('fault' in done) return refuse(done.fault);
  return answerXml('CompleteMultipartUploadResult', text('Key', call.key), text('ETag', done.tag));
}

function getObject({ kept, key, headers, method }: Call): Answer {
  const found = kept.objects.get(key);
  if (!found) return method === 'HEAD' ? { status: 404 } : refuse('NoSuchKey');
  const { body, tag, changedAt, metadata } = found;
  if (headers['if-match'] !== undefined && headers['if-match'] !== tag) return refuse('PreconditionFailed');
  const common = { etag: tag, 'last-modified': changedAt.toUTCString(), ...metadata };
  if (method === 'HEAD')
    return { status: 200, headers: { ...common, 'content-length': String(body.length) } };
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (from === undefined) return { status: 200, headers: common, body };
  if (Number(from) >= body.length) return refuse('InvalidRange');
  const end = Math.min(body.length, to ? Number(to) + 1 : body.length);
  const range = { 'content-range': `bytes ${from}-${end - 1}/${body.length}` };
  return { status: 206, headers: { ...common, ...range }, body: body.subarray(Number(from), end) };
}

function remove({ kept, key, query }: Call): Answer {
  const upload = query.get('uploadId');
  if (upload === null) kept.objects.delete(key);
  else if (!kept.uploads.delete(upload)) return refuse('NoSuchUpload');
  return { status: 204 };
}
