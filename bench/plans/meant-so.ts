/** Statements that advice would name in a large school if they were felt, each with why it is written so. */
export const meantSo: Readonly<Record<string, string>> = {
  'catalog.sitemap: deep-offset':
    'files of the sitemap have numbers, and hold so many courses that little is thrown away for what is returned; kept in the cache',
};
