import type { Paper } from '../../shared/referral/test-page.ts';

/**
 * What only the machine around the worker can do. The Electron shell and the browser host each supply one; tests pass
 * a fake. Calls cross the thread border, so everything is plain data or bytes.
 */
export interface Platform {
  /** HTML → PDF of the print page showing `document`. Rejects where no browser engine can be had. */
  renderPdf(document: Paper): Promise<Uint8Array>;
  /** Shows the system's print dialog; `page` = this host cannot, the renderer prints the page itself. */
  print(document: Paper): Promise<'printed' | 'cancelled' | 'page'>;
}
