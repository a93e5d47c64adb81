import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import { answerWith, chromium } from './line.ts';
import { KnownEvents, strict } from './strict.ts';

/** Electron's port of the main process, over a Node port: waits for start(), clones what it carries. */
class PortDouble extends KnownEvents implements Pick<MessagePortMain, 'start' | 'close'> {
  // Not #private: a proxy has no such fields.
  private readonly port: MessagePort;

  constructor(port: MessagePort) {
    super('MessagePortMain', ['message', 'close']);
    this.port = port;
    port.on('close', () => this.emit('close'));
  }

  start(): void {
    this.port.on('message', data => this.emit('message', { data, ports: [] }));
  }

  postMessage(message: unknown, transfer: unknown[] = []): void {
    if (transfer.length > 0) throw new Error('not in the double: MessagePortMain.postMessage with ports');
    this.port.postMessage(message);
  }

  close(): void {
    this.port.close();
  }

  /** Hands the Node port out: this end now lives elsewhere. */
  transferred(): MessagePort {
    this.port.removeAllListeners('close');
    return this.port;
  }
}

export class MessageChannelMain {
  readonly port1: PortDouble;
  readonly port2: PortDouble;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = strict('MessagePortMain', new PortDouble(port1));
    this.port2 = strict('MessagePortMain', new PortDouble(port2));
  }
}

/** Ports whose other end is in a page, by the number that both processes know them by. */
const inPage = new Map<number, MessagePort>();
let last = 0;

/** Pipes a port to Chromium; returns its number there. */
export function sendToPage(port: unknown): number {
  const node = (port as PortDouble).transferred();
  last += 1;
  const id = last;
  inPage.set(id, node);
  node.on('message', data => chromium.tell('port.message', id, data));
  node.on('close', () => {
    inPage.delete(id);
    chromium.tell('port.close', id);
  });
  return id;
}

answerWith({
  'port.message': (id, data) => inPage.get(id)?.postMessage(data),
  'port.close': id => inPage.get(id)?.close(),
});
