/** Bytes of a file that travel in one call: base64, since Electron's ports break array buffers. */
export const CHUNK_BYTES = 768 * 1024;

/** The longest export that is read: far above those of one hospital day. [own] */
export const EXPORT_FILE_BYTES = 32 * 2 ** 20;
