import type { IncomingMessage } from 'node:http';
import type { KeptObjects } from './kept-objects';

export type Answer = { status: number; headers?: Record<string, string>; body?: Buffer | string };
export type Call = {
  method: string;
  key: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
  kept: KeptObjects;
  /** Entries of a listing. */
  pageSize: number;
};

const faultStatus: Record<string, number> = {
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchBucket: 404,
  PreconditionFailed: 412,
  InvalidRange: 416,
  InternalError: 500,
  SlowDown: 503,
  MethodNotAllowed: 405,
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  RequestTimeTooSkewed: 403,
};

const escapeXml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const element = (name: string, content: string) => `<${name}>${content}</${name}>`;
const xml = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`;
export const text = (name: string, value: string | number | boolean): string =>
  element(name, escapeXml(String(value)));
export const group = (name: string, ...parts: string[]): string => element(name, parts.join(''));

export const refuse = (code: string): Answer => ({
  status: faultStatus[code] ?? 400,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${group('Error', text('Code', code), text('Message', `refused: ${code}`))}`,
});

export const answerXml = (name: string, ...parts: string[]): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: xml(name, parts.join('')),
});
