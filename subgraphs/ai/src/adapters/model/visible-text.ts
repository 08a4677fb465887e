const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Leaves out what a model thinks aloud before it answers: a `<think>` block at the very beginning. Give it the text as it
 * comes; it returns what may be shown of it.
 */
export function createVisibleText(): { push(text: string): string; end(): string } {
  let held = '';
  let state: 'undecided' | 'thinking' | 'thought' | 'speaking' = 'undecided';
  return {
    push(text) {
      held += text;
      if (state === 'undecided') decide();
      if (state === 'thinking') skipThought();
      if (state === 'thought') skipBlanks();
      return state === 'speaking' ? take() : '';
    },
    end: () => (state === 'undecided' ? take() : ''),
  };

  function decide(): void {
    const start = held.trimStart();
    if (start.startsWith(OPEN)) state = 'thinking';
    else if (!OPEN.startsWith(start)) state = 'speaking';
  }

  function skipThought(): void {
    const close = held.indexOf(CLOSE);
    if (close < 0) return;
    held = held.slice(close + CLOSE.length);
    state = 'thought';
  }

  function skipBlanks(): void {
    held = held.trimStart();
    if (held !== '') state = 'speaking';
  }

  function take(): string {
    const text = held;
    held = '';
    return text;
  }
}
