/**
 * Whether a word is another with one slip: two letters swapped, one missing, or one too many. Another letter in place
 * of one is not a slip here: it makes other words (`casos`, `casas`).
 */
function isSlip(given: string, meant: string): boolean {
  if (given === meant || Math.min(given.length, meant.length) < 5) return false;
  if (given.length === meant.length) return isSwap(given, meant);
  if (Math.abs(given.length - meant.length) !== 1) return false;
  const [short, long] = given.length < meant.length ? [given, meant] : [meant, given];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return short.slice(at) === long.slice(at + 1);
}

function isSwap(given: string, meant: string): boolean {
  let at = 0;
  while (given[at] === meant[at]) at++;
  return (
    given[at] === meant[at + 1] &&
    given[at + 1] === meant[at] &&
    given.slice(at + 2) === meant.slice(at + 2)
  );
}

/** The one word of a list that was meant, or the word itself; another number of the same noun is no slip. */
export function meantWord(given: string, words: Iterable<string>, least = 5): string {
  const meant: string[] = [];
  for (const word of words) {
    if (word === given) return given;
    const enough = given.length >= least || given.length === word.length;
    if (enough && !isInflection(given, word) && isSlip(given, word)) meant.push(word);
  }
  return meant[0] ?? given;
}

function isInflection(given: string, word: string): boolean {
  const [short, long] = given.length < word.length ? [given, word] : [word, given];
  return long.startsWith(short) && /^e?s$/.test(long.slice(short.length));
}
