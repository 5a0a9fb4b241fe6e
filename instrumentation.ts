/** Runs once when the web server starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { guardForwardedHeaders } = await import('@/lib/access/forwarded-headers');
  guardForwardedHeaders();
  const { tellForeignForms } = await import('@/lib/access/tell-foreign-forms');
  tellForeignForms();
  const { env } = await import('@/lib/env');
  if (env().MEASURE_REQUESTS) {
    const { measureRequests } = await import('@/lib/performance/requests/measure-requests');
    const { telemetryIfWanted } = await import('@/lib/performance/telemetry/telemetry');
    measureRequests(await telemetryIfWanted('web'));
  }
  const { preparePage } = await import('@/lib/access/prepare-page');
  const { startCache } = await import('@/lib/cache/start');
  await startCache(preparePage);
  const { startFront } = await import('@/lib/cache/front/start');
  const { keptPageKey } = await import('@/lib/catalog/kept-pages');
  startFront(keptPageKey);
}
