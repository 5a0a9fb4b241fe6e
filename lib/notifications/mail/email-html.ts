import type { MailWords } from './email-text';

/** An e-mail as the plainest HTML: it reads well everywhere and fetches nothing. */
export function writeHtml({ greeting, entries, reason, stop }: MailWords): string {
  const paragraphs = entries.map(({ title, lines, url }) =>
    [link(url, `<strong>${escapeHtml(title)}</strong>`), ...lines.map(escapeHtml)].join('<br>'),
  );
  return [
    '<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5">',
    ...[escapeHtml(greeting), ...paragraphs].map((content) => `<p>${content}</p>`),
    `<p style="font-size:smaller">${escapeHtml(reason)} ${link(stop.url, escapeHtml(stop.words))}.</p>`,
    '</body></html>',
  ].join('\n');
}

const link = (url: string, content: string): string => `<a href="${escapeHtml(url)}">${content}</a>`;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
