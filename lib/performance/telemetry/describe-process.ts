import { randomUUID } from 'node:crypto';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { version } from '@/package.json';
import type { Role } from './telemetry';

/**
 * Where telemetry comes from, with what OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say. Nothing is found out about
 * the machine: its command lines and accounts are nobody's affair.
 */
export const describeProcess = (role: Role): Resource =>
  defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': 'syllabase',
        'service.version': version,
        'service.instance.id': randomUUID(),
        'syllabase.process': role,
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
