/** Names on the line between the window and the main process. */
export const CONNECT_CHANNEL = 'clinic:connect';
export const PORT_CHANNEL = 'clinic:port';

/** `data` of the window message that carries the port to the page. */
export const PORT_MESSAGE = 'clinic-port';

/** All that the page can reach of the machine: `window.clinic`, frozen. */
export interface ClinicBridge {
  /**
   * Asks for a line to the services; one line is one session. It comes as a window `message` event with data
   * 'clinic-port' and the MessagePort in `ports[0]` (a port cannot pass the context bridge as a return value), so
   * listen first. The port closes when the services end.
   */
  connect(): void;
}
