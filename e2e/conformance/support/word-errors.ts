/** How many words of `heard` have to be changed, added or taken away to get `said`. Case, punctuation and "mr" don't count. */
export function wordErrors(said: string, heard: string): number {
  const target = wordsOf(said);
  let row = [...target, ''].map((_, i) => i);
  wordsOf(heard).forEach((word, i) => {
    const next = [i + 1];
    target.forEach((other, j) => {
      const swap = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(swap, (next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}

/** The words of a text, made comparable. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/\bmr\b/g, 'mister')
    .split(/[^a-z0-9']+/)
    .filter((word) => word !== '');
}
