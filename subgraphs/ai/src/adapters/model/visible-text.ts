const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Leaves out what a model thinks aloud before it answers: a `<think>` block at the very beginning. Give it the text as it
 * comes; it returns what may be shown of it.
 */
export function createVisibleText(): { push(text: string): string; end(): string } {
  let held: string | null = '';
  return {
    push(text) {
      if (held === null) return text;
      held += text;
      const start = held.trimStart();
      const undecided = start.length < OPEN.length && OPEN.startsWith(start);
      if (undecided) return '';
      const close = held.indexOf(CLOSE);
      if (start.startsWith(OPEN) && close < 0) return '';
      const shown = start.startsWith(OPEN) ? held.slice(close + CLOSE.length).trimStart() : held;
      held = null;
      return shown;
    },
    end() {
      const rest = held ?? '';
      held = null;
      return rest.trimStart().startsWith(OPEN) ? '' : rest;
    },
  };
}
