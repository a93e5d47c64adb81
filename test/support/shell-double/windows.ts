import type {
  BrowserWindowConstructorOptions,
  PrintToPDFOptions,
  WebContents,
  WebContentsPrintOptions,
} from 'electron';
import { answerWith, chromium, record, settings } from './line.ts';
import { sendToPage } from './ports.ts';
import { emitPreventable, KnownEvents, strict } from './strict.ts';
import type { FrameFacts } from './wire.ts';

/** Tells the app of new contents and of the last window's end; set by the app's own part. */
export const appHooks = { contentsCreated: (_contents: WebContentsDouble) => {}, allWindowsClosed: () => {} };

export class FrameDouble {
  readonly url: string;
  readonly parent: FrameDouble | null;
  private readonly contentsId: number;
  private readonly documentId: string;

  constructor(contentsId: number, { url, parents, documentId }: FrameFacts) {
    this.url = url;
    this.contentsId = contentsId;
    this.documentId = documentId;
    const [parent, ...above] = parents;
    this.parent =
      parent === undefined ? null : new FrameDouble(contentsId, { url: parent, parents: above, documentId });
  }

  postMessage(channel: string, message: unknown, transfer: unknown[] = []): void {
    record('webFrameMain.postMessage', this.url, channel);
    chromium.tell('frame.post', this.contentsId, this.documentId, channel, message, transfer.map(sendToPage));
  }
}

export class WebContentsDouble extends KnownEvents {
  readonly id: number;
  private url = 'about:blank';
  private openHandler: ((details: { url: string }) => { action: 'allow' | 'deny' }) | null = null;

  constructor(id: number) {
    super('webContents', [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
      'render-process-gone',
    ]);
    this.id = id;
  }

  getURL(): string {
    return this.url;
  }

  setURL(url: string): void {
    this.url = url;
  }

  setWindowOpenHandler(handler: typeof this.openHandler): void {
    this.openHandler = handler;
  }

  mayOpen(url: string): 'allow' | 'deny' {
    return this.openHandler?.({ url }).action ?? 'allow'; // Electron's default
  }

  executeJavaScript(code: string): Promise<unknown> {
    return chromium.ask('contents.execute', this.id, code);
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    record('webContents.printToPDF', options);
    return Buffer.from(await chromium.ask('contents.pdf', this.id, options));
  }

  print(options: WebContentsPrintOptions, done: (success: boolean, failureReason: string) => void): void {
    record('webContents.print', options);
    setImmediate(done, settings.printFailure === null, settings.printFailure ?? '');
  }

  reload(): void {
    chromium.tell('contents.reload', this.id);
  }

  /** A frame is on its way elsewhere; says whether a listener stopped it. */
  navigating(url: string, isMainFrame: boolean): boolean {
    const details = { url, isMainFrame, isSameDocument: false, frame: null };
    const stopped = isMainFrame && emitPreventable(this, 'will-navigate', details);
    return emitPreventable(this, 'will-frame-navigate', details) || stopped;
  }
}

// What it takes from Electron must be spelt and typed as there.
type Used = 'getURL' | 'executeJavaScript' | 'reload';
WebContentsDouble.prototype satisfies Pick<WebContents, Used>;

const windows = new Map<number, BrowserWindow>();
let last = 0;

export const allWindows = () => [...windows.values()];

export class BrowserWindow extends KnownEvents {
  readonly webContents: WebContentsDouble;
  private readonly id: number;
  private isShown: boolean;

  constructor(options: BrowserWindowConstructorOptions) {
    super('BrowserWindow', ['ready-to-show', 'page-title-updated', 'focus', 'close', 'closed']);
    last += 1;
    this.id = last;
    this.isShown = options.show ?? true;
    record('new BrowserWindow', options);
    this.webContents = strict('webContents', new WebContentsDouble(this.id));
    windows.set(this.id, this);
    chromium.tell('window.create', this.id, options);
    appHooks.contentsCreated(this.webContents);
    if (this.isShown) chromium.tell('window.show', this.id);
  }

  async loadURL(url: string): Promise<void> {
    record('loadURL', url);
    this.webContents.setURL(url);
    await chromium.ask('contents.load', this.id, url);
    this.emit('ready-to-show');
  }

  show(): void {
    record('show');
    this.isShown = true;
    chromium.tell('window.show', this.id);
  }

  focus(): void {
    record('focus');
  }

  restore(): void {
    record('restore');
  }

  /** Nobody looks: the clinician works elsewhere. */
  isFocused(): boolean {
    return false;
  }

  flashFrame(flag: boolean): void {
    record('flashFrame', flag);
  }

  isMinimized(): boolean {
    return false;
  }

  destroy(): void {
    if (!windows.delete(this.id)) return;
    chromium.tell('window.destroy', this.id);
    this.emit('closed');
    if (windows.size === 0) appHooks.allWindowsClosed();
  }

  /** As by the close button: a listener may prevent it. */
  close(): void {
    if (!emitPreventable(this, 'close')) this.destroy();
  }
}

export const windowOf = (id: number): BrowserWindow => {
  const window = windows.get(id);
  if (!window) throw new Error(`no window ${id}`);
  return window;
};

answerWith({
  'window.open': (id, url) => windowOf(id).webContents.mayOpen(url),
  'window.closed': id => windows.get(id)?.destroy(),
  'contents.loaded': (id, url) => windows.get(id)?.webContents.setURL(url),
  'contents.gone': (id, reason) => {
    windows.get(id)?.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 });
  },
});
