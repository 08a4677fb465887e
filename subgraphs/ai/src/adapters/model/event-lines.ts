const LINE_END = /\r\n|\n|\r(?!$)/;

/**
 * Collects the `data` of Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html) from text that
 * comes in any pieces: each call returns the events that are now whole.
 */
export function createEventLines(): { push(text: string): readonly string[] } {
  let rest = '';
  let data: string[] = [];
  return {
    push(text) {
      const lines = (rest + text).split(LINE_END);
      rest = lines.pop() ?? '';
      const events: string[] = [];
      for (const line of lines) {
        if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
        if (line !== '' || data.length === 0) continue;
        events.push(data.join('\n'));
        data = [];
      }
      return events;
    },
  };
}
