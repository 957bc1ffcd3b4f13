import { nameCells } from './cells';
import { keyOf } from './keys';

nameCells(document);

/** What every server-rendered page does by keyboard: an element with data-key is pressed by its physical key. */
document.addEventListener('keydown', (event) => {
  const key = keyOf(event);
  if (key === undefined) {
    return;
  }
  const target = document.querySelector<HTMLElement>(`[data-key~="${key}"]:not([aria-disabled="true"])`);
  if (target === null) {
    return;
  }
  event.preventDefault();
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) {
    target.focus();
  } else {
    target.click();
  }
});

document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-print]') !== null) {
    window.print();
  }
});
