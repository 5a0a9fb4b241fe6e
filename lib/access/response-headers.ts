type Header = { key: string; value: string };

/** What every response carries. The content security policy of pages comes from proxy.ts or ./prepare-page. */
export const securityHeaders: Header[] = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
];

/** What the answers of the API carry: they are data, never a page. */
export const dataOnly: Header[] = [
  { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
];

/** What is kept on the server is asked for each time: only the server learns that it has changed. */
export const askEachTime: Header[] = [{ key: 'Cache-Control', value: 'public, no-cache' }];
