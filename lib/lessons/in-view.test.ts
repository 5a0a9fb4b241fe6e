import { describe, expect, it } from 'vitest';
import { mainSection, seenSections } from './in-view';

const sights = [
  { id: 'above', visible: 0, height: 900 },
  { id: 'long', visible: 500, height: 4_000 },
  { id: 'short', visible: 120, height: 200 },
  { id: 'below', visible: 40, height: 600 },
];

describe('sections in view', () => {
  it('names the one that takes up most of the screen', () => {
    expect(mainSection(sights)).toBe('long');
    expect(mainSection([])).toBeNull();
    expect(mainSection([{ id: 'a', visible: 0, height: 10 }])).toBeNull();
  });

  it('takes a section as seen when half of it, or half of the screen, shows it', () => {
    expect(seenSections(sights, 800)).toEqual(['long', 'short']);
    expect(seenSections(sights, 1_400)).toEqual(['short']);
  });
});
