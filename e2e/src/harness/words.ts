/** Words as they are compared: lower case, no punctuation, one spelling for what is said the same. */
export function words(text: string): string[] {
  return text
    .toLowerCase()
    .replaceAll(/\bmr\b\.?/g, 'mister')
    .replaceAll(/[’']/g, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');
}

/** How many words have to be put in, taken out or changed to make one text the other. */
export function wordErrors(expected: string, heard: string): number {
  const from = words(expected);
  const to = words(heard);
  let previous = to.map((_, index) => index + 1);
  previous.unshift(0);
  for (const [row, word] of from.entries()) {
    const current = [row + 1];
    for (const [column, other] of to.entries()) {
      const changed = (previous[column] ?? 0) + (word === other ? 0 : 1);
      const takenOut = (previous[column + 1] ?? 0) + 1;
      const putIn = (current[column] ?? 0) + 1;
      current.push(Math.min(changed, takenOut, putIn));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

/** Word errors in relation to the words that were said. */
export function wordErrorRate(expected: readonly string[], heard: readonly string[]): number {
  const said = expected.join(' ');
  return wordErrors(said, heard.join(' ')) / words(said).length;
}
