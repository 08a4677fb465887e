/**
 * The metric that counts an event: `noun:pastVerb` gives `nouns.pastVerb`, the noun in the regular English plural of its
 * last word: `post:created` gives `posts.created`, `data-entry:saved` gives `data-entries.saved`.
 */
export function metricName(eventName: string): string {
  const [noun = '', ...verb] = eventName.split(':');
  return [plural(noun), ...verb].join('.');
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
