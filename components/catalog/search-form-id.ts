/** The catalog's search form; controls that stand elsewhere on the page belong to it by this id. */
export const searchFormId = 'course-search';
