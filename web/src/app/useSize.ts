import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** An element's size, as it changes. */
export function useSize<E extends HTMLElement>(): [RefObject<E | null>, { width: number; height: number }] {
  const element = useRef<E>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const read = () => {
      const { clientWidth: width, clientHeight: height } = target;
      setSize((now) => (now.width === width && now.height === height ? now : { width, height }));
    };
    read();
    const watcher = new ResizeObserver(read);
    watcher.observe(target);
    return () => watcher.disconnect();
  }, []);
  return [element, size];
}
