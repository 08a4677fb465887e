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
  for (const list of frame.querySelectorAll('[role="tablist"]')) {
    list.setAttribute('role', 'group');
  }
  for (const tab of frame.querySelectorAll<HTMLElement>('.graphiql-tab')) {
    if (tab.hasAttribute('role')) tab.setAttribute('role', 'presentation');
    const pressed = String(tab.getAttribute('aria-selected') === 'true');
    const [button] = tab.getElementsByTagName('button');
    if (button && button.getAttribute('aria-pressed') !== pressed) {
      button.setAttribute('aria-pressed', pressed);
    }
  }
}
