/**
 * The parameters of the catalog's address. With one of them (and a value) it is another page than the one for
 * everybody; parameters of others, campaigns for instance, change nothing.
 */
export const catalogParameters = [
  'q',
  'difficulty',
  'institution',
  'instructor',
  'subject',
  'audience',
  'duration',
  'sort',
  'cursor',
  'view',
] as const;
