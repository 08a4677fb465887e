import { type RefObject, useEffect } from 'react';

/**
 * GraphiQL 5.4 puts buttons inside `role="tab"`, which assistive technology can't reach (axe: nested-interactive). Its
 * tabs become a group of plain buttons; the one shown is marked as pressed. Watches, because tabs come and go.
 */
export function usePlainTabs(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = frame;
    if (!current) return;
    makePlain(current);
    const observer = new MutationObserver(() => makePlain(current));
    observer.observe(current, {
      subtree: true,
      childList: true,
      attributeFilter: ['aria-selected', 'role'],
    });
    return () => observer.disconnect();
  }, [frame]);
}

function makePlain(frame: HTMLElement): void {
  for (const list of frame.querySelectorAll('[role="tablist"]')) write(list, 'role', 'group');
  for (const tab of frame.querySelectorAll('.graphiql-tab')) {
    if (tab.hasAttribute('role')) write(tab, 'role', 'presentation');
    const [button] = tab.getElementsByTagName('button');
    const isShown = tab.getAttribute('aria-selected') === 'true';
    if (button) write(button, 'aria-pressed', String(isShown));
  }
}

/** Only what differs: writing the same value again would wake the observer for ever. */
function write(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
