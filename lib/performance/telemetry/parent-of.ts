import { type Context, isSpanContextValid, ROOT_CONTEXT, trace } from '@opentelemetry/api';

/** Version, trace, span and flags (W3C Trace Context, 3.2). Later versions may say more behind them. */
const form = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

/** The span that a `traceparent` header names as the one before; a trace of its own where it names none. */
export function parentOf(header: string | string[] | undefined): Context {
  const [, traceId = '', spanId = '', flags = ''] = form.exec(String(header)) ?? [];
  const before = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(before) ? trace.setSpanContext(ROOT_CONTEXT, before) : ROOT_CONTEXT;
}
