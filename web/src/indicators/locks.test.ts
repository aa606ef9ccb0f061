import { expect, test } from 'vitest';

import { figureOf, lockText, withLock } from './locks';

test('figures as people type them', () => {
  const check = (text: string, expected: string | null) => expect(figureOf(text), text).toBe(expected);
  check('1,200.5', '1200.5');
  check('１２０', '120');
  check(' 3 000 ', '3000');
  check('12.', null);
  check('一百', null);
  check('', null);
});

test('a cell typed over stays, emptied it is let go', () => {
  const once = withLock({}, 'U3', '300');
  const twice = withLock(once, 'U3-06', '25.5');
  expect(lockText(twice)).toBe('U3-06=25.5,U3=300');
  expect(withLock(twice, 'U3', 'abc')).toBe(twice);
  expect(lockText(withLock(twice, 'U3', ' '))).toBe('U3-06=25.5');
  expect(lockText({})).toBeUndefined();
});
