import { describe, expect, it } from 'vitest';
import { refusalTitle } from './refusal-title';

const message = 'Please check “Until”: is not a day';

describe('what a form says of a refusal', () => {
  it('leads to the field that is marked instead of saying the same twice', () => {
    expect(refusalTitle(message, { expiresOn: 'is not a day' }, ['purpose', 'expiresOn'])).toBe(
      'Please check what is marked.',
    );
  });

  it('says all there is to say where no field of the form is meant', () => {
    expect(refusalTitle(message, { studentId: 'is not an id' }, ['purpose'])).toBe(message);
    expect(refusalTitle('Such a request is open already.', {}, ['purpose'])).toBe(
      'Such a request is open already.',
    );
  });
});
