// Enter in a date field takes the date that was typed; it does not send the form around it as well.

/** The picker itself hears the key first; what is kept from happening is the browser's own sending. */
export function keepDatesFromSending(page: Document): void {
  page.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.closest('.ant-picker')) event.preventDefault();
  });
}
