/**
 * Where windows over the page belong. In `body` itself they would lock its scrolling with a style
 * that has no nonce, which the page's policy forbids; the page does not scroll there anyway.
 */
export const beside = (): HTMLElement => document.querySelector<HTMLElement>('.shell') ?? document.body;
