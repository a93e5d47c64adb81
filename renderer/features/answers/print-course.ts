/** Prints the course of the referral alone; the style sheet leaves the rest of the page out. */
export function printCourse(): void {
  document.body.dataset.print = 'referral-course';
  window.addEventListener('afterprint', () => delete document.body.dataset.print, { once: true });
  window.print();
}
