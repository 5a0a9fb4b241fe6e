import { type Answer, answerXml, type Call, group, text } from './answers';

/** ListObjectsV2; keys below a delimiter are put together. */
export function listObjects({ kept, query, pageSize }: Call): Answer {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const most = Math.min(pageSize, Number(query.get('max-keys') ?? pageSize));
  const entries = [...entriesOf(kept.keys(prefix), prefix, query.get('delimiter'))].filter(
    ({ last }) => last > after,
  );
  const page = entries.slice(0, most);
  const parts = page.map(({ name, isFolder }) => {
    const found = kept.objects.get(name);
    if (isFolder || !found) return group('CommonPrefixes', text('Prefix', name));
    return group(
      'Contents',
      text('Key', name),
      text('LastModified', found.changedAt.toISOString()),
      text('ETag', found.tag),
      text('Size', found.body.length),
    );
  });
  const more = entries.length > page.length;
  const next = more ? [text('NextContinuationToken', page.at(-1)?.last ?? '')] : [];
  const head = [text('Prefix', prefix), text('KeyCount', page.length), text('IsTruncated', more)];
  return answerXml('ListBucketResult', ...head, ...next, ...parts);
}

type Entry = { name: string; isFolder: boolean; last: string };

function* entriesOf(keys: string[], prefix: string, delimiter: string | null): Generator<Entry> {
  let folder: Entry | null = null;
  for (const key of keys) {
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    const name = end < 0 ? key : key.slice(0, end + 1);
    if (folder && folder.name !== name) {
      yield folder;
      folder = null;
    }
    if (end < 0) yield { name, isFolder: false, last: key };
    else folder = { name, isFolder: true, last: key };
  }
  if (folder) yield folder;
}

/** ListMultipartUploads. */
export function listUploads({ kept, query, pageSize }: Call): Answer {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('upload-id-marker') ?? '';
  const uploads = [...kept.uploads]
    .filter(([id, { key }]) => key.startsWith(prefix) && id > after)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const page = uploads.slice(0, pageSize);
  const parts = page.map(([id, { key, begunAt }]) =>
    group('Upload', text('Key', key), text('UploadId', id), text('Initiated', begunAt.toISOString())),
  );
  const [lastId = '', last] = page.at(-1) ?? [];
  const more = uploads.length > page.length;
  return answerXml(
    'ListMultipartUploadsResult',
    text('IsTruncated', more),
    ...(more ? [text('NextKeyMarker', last?.key ?? ''), text('NextUploadIdMarker', lastId)] : []),
    ...parts,
  );
}
