import type { Histogram, Meter } from '@opentelemetry/api';

/** Upper bounds in seconds, as OpenTelemetry's conventions advise for requests and for database clients. */
const requestBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const statementBounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
const jobBounds = [0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600];

const histogram = (meter: Meter, name: string, description: string, bounds: number[]): Histogram =>
  meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries: bounds } });

/** What the product measures of its own work, all in seconds. */
export const createMeasures = (meter: Meter) => ({
  requests: histogram(
    meter,
    'http.server.request.duration',
    'From a request’s arrival to the last byte of its answer.',
    requestBounds,
  ),
  requestDatabase: histogram(
    meter,
    'syllabase.request.database.duration',
    'How much of a request its statements took.',
    requestBounds,
  ),
  requestCache: histogram(
    meter,
    'syllabase.request.cache.duration',
    'How much of a request went into waiting for the cache.',
    requestBounds,
  ),
  statements: histogram(
    meter,
    'db.client.operation.duration',
    'One statement, from when it was sent until its answer was there.',
    statementBounds,
  ),
  jobs: histogram(meter, 'syllabase.job.duration', 'One run of a job.', jobBounds),
});
