import { useIntersection } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';

/** Calls once when the reader comes near: the next page is there before the end is reached. */
export function LoadWhenSeen({ onSeen }: { onSeen: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const isSeen = entry?.isIntersecting ?? false;
  const tell = useEffectEvent(onSeen);
  useEffect(() => {
    if (isSeen) tell();
  }, [isSeen]);
  return <div ref={ref} aria-hidden />;
}
