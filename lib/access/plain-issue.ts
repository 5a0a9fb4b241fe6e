import type { z } from 'zod';

/** What is wrong with a field whose schema says nothing of its own, in words that fit behind the field's name. */
export function plainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return 'is missing';
      return issue.expected === 'number' || issue.expected === 'int'
        ? 'is not a number'
        : 'is not understood';
    case 'invalid_value':
    case 'invalid_union':
      return 'is not one of the choices';
    case 'invalid_format':
      return 'is not understood';
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'is empty';
      return `at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return undefined;
  }
}

const unitOf = (origin: string): string => (origin === 'string' ? ' characters' : '');
