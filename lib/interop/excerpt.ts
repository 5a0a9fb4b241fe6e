/** The beginning of a text for a sentence that quotes it; no character is cut in half. */
export const excerpt = (text: string, maximum = 60): string => {
  const characters = Array.from(text.slice(0, 2 * maximum + 2));
  return characters.length > maximum ? `${characters.slice(0, maximum).join('')}…` : characters.join('');
};
