import type { Name } from './names';

const withoutDecomposition: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ß: 'ss', ı: 'i', æ: 'ae' };

/** The part of an e-mail address before the @, in plain letters: “søren.bergström” becomes `soren.bergstrom`. */
export function mailboxName({ given, family }: Name): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[øłđßıæ]/g, (letter) => withoutDecomposition[letter] ?? '')
      .normalize('NFD')
      .replace(/[^a-z]/g, '');
  return `${plain(given)}.${plain(family)}`;
}
