import { useEffect, useState } from 'react';

/** A value once it has stopped changing for a moment: what is being typed is not asked for letter by letter. */
export function useSettled<Value>(value: Value, pause = 180): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return settled;
}
