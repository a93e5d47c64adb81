/**
 * The program's log: one line of JSON on standard error. Only codes, names of queries and ids, counts and milliseconds go
 * in; of an unexpected failure its class and stack frames, never its message, which may quote a value.
 */
export function log(code: string, facts: Record<string, string | number> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), code, ...facts })}\n`);
}

/** Where an unexpected failure came from, without its message. */
export function logFailure(code: string, failure: unknown): void {
  const error = failure instanceof Error ? failure : undefined;
  const frames = (error?.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  log(code, { kind: error?.name ?? typeof failure, frames: frames.slice(0, 8).join(' <') });
}
