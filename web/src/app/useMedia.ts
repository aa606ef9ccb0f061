import { useSyncExternalStore } from 'react';

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): boolean {
  const list = () => window.matchMedia(query);
  return useSyncExternalStore(
    (tell) => {
      const watched = list();
      watched.addEventListener('change', tell);
      return () => watched.removeEventListener('change', tell);
    },
    () => list().matches,
  );
}
