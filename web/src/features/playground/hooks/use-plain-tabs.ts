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
    const isShown = tab.getAttribute('aria-selected');
    if (isShown === null) continue;
    const [button] = tab.getElementsByTagName('button');
    if (button) write(button, 'aria-pressed', isShown);
    tab.removeAttribute('aria-selected');
  }
}

/** Only what differs: writing the same value again would wake the observer for ever. */
function write(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
