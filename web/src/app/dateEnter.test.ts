import { expect, test } from 'vitest';

import { keepDatesFromSending } from './dateEnter';

keepDatesFromSending(document);

/** Whether the browser would do what it does by itself on a key in a field. */
function goesOn(field: string, key: string): boolean | undefined {
  document.body.innerHTML = `<form>${field}</form>`;
  return document.querySelector('input')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

const date = '<div class="ant-picker"><div><input></div></div>';

test('Enter in a date field does not send the form, in a text field it does', () => {
  expect(goesOn(date, 'Enter')).toBe(false);
  expect(goesOn(date, '2')).toBe(true);
  expect(goesOn('<input>', 'Enter')).toBe(true);
});
