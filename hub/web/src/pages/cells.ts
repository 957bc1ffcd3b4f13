/** Gives each value of a table the name of its column, for windows that are too small for columns. The first names the card itself. */
export function nameCells(page: ParentNode): void {
  for (const table of page.querySelectorAll<HTMLTableElement>('.table--cards')) {
    const names = [...table.querySelectorAll('thead th')].map((head) => head.textContent?.trim() ?? '');
    for (const row of table.querySelectorAll('tbody tr')) {
      const cells = [...row.children].filter((cell): cell is HTMLElement => cell instanceof HTMLElement);
      const title = cells.findIndex((cell) => cell.querySelector('.strong') !== null || cell.classList.contains('strong'));
      cells.forEach((cell, at) => { if (at !== title && (names[at] ?? '') !== '') { cell.dataset['label'] = names[at]; } });
    }
  }
}
