/** proxy.ts tells pages where they are, since a page is not told its own address. */
export const pathHeader = 'x-syllabase-path';
