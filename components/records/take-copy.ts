import { fileNameIn } from '@/lib/file-name';

export type CopyState =
  | { done: true; message: string }
  | { done: false; message: string; fields: Record<string, string>; typed: Record<string, string> }
  | null;

type Problem = { detail?: string; fields?: Record<string, string> };

/** Asks the gate for a complete copy and hands it to the browser as a file; a refusal brings back what was typed. */
export async function takeCopy(_before: CopyState, form: FormData): Promise<CopyState> {
  const asked = ['studentId', 'purpose', 'justification'].map((name) => [name, String(form.get(name) ?? '')]);
  const typed: Record<string, string> = Object.fromEntries(asked);
  const response = await fetch('/api/v1/records/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(typed),
  }).catch(() => null);
  if (response?.ok) {
    save(await response.blob(), fileNameIn(response.headers.get('content-disposition')) ?? 'record.json');
    return { done: true, message: 'The file is among your downloads. The student sees that you took it.' };
  }
  const { detail, fields = {} }: Problem = (await response?.json().catch(() => null)) ?? {};
  return { done: false, message: detail ?? 'The server could not be reached. Try again.', fields, typed };
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // Some browsers begin to read it only after this.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
