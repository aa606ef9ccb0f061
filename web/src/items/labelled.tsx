import type { ReactNode } from 'react';

/** A field under its label. The control carries the same words for those who do not see it. */
export function Labelled({ text, how, children }: { text: string; how?: string; children: ReactNode }) {
  return (
    <div className="labelled">
      <span aria-hidden="true">
        {text}
        {how && <small>{how}</small>}
      </span>
      {children}
    </div>
  );
}
