import { contextBridge, ipcRenderer } from 'electron';
import { type ClinicBridge, CONNECT_CHANNEL, PORT_CHANNEL, PORT_MESSAGE } from './bridge.ts';

const clinic: ClinicBridge = Object.freeze({
  connect: () => ipcRenderer.send(CONNECT_CHANNEL),
});

// '/' = only to a page of this window's own origin, whatever that is called.
ipcRenderer.on(PORT_CHANNEL, event => window.postMessage(PORT_MESSAGE, '/', event.ports));

contextBridge.exposeInMainWorld('clinic', clinic);
