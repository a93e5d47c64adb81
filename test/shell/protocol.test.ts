import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../electron/renderer-files.ts';
import { answer, SCHEMES } from '../../electron/shell/protocol.ts';

let folder: string;
let root: string;
const get = (url: string) => answer({ method: 'GET', url }, root);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ganqiao-protocol-'));
  root = join(folder, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(folder, 'renderer-other'));
  await writeFile(join(root, 'index.html'), '<!doctype html>页');
  await writeFile(join(root, 'assets', '图 1.svg'), '<svg/>');
  await writeFile(join(root, 'assets', 'notes.key'), 'SECRET');
  await writeFile(join(folder, 'secret.json'), 'SECRET');
  await writeFile(join(folder, 'renderer-other', 'secret.json'), 'SECRET');
});
afterAll(() => rm(folder, { recursive: true }));

describe('scheme app', () => {
  it('is standard and secure and never bypasses the content security policy', () => {
    expect(SCHEMES).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });
});

describe('protocol handler', () => {
  it('serves a page with its type and the content security policy as a header', async () => {
    const page = await get('app://clinic/index.html?x#y');
    expect(page.status).toBe(200);
    expect(await page.text()).toBe('<!doctype html>页');
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    });
    expect(CONTENT_SECURITY_POLICY).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "font-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    );
  });

  it('serves a file with an encoded name', async () => {
    const image = await get('app://clinic/assets/%E5%9B%BE%201.svg');
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('refuses %s', async method => {
    expect((await answer({ method, url: 'app://clinic/index.html' }, root)).status).toBe(403);
  });

  it.each([
    'app://evil/index.html',
    'app://clinic.evil/index.html',
    'app://clinic:80/index.html',
    'https://clinic/index.html',
    'file:///etc/passwd',
    'not a url',
  ])('refuses another host or scheme: %s', async url => {
    expect((await get(url)).status).toBe(403);
  });

  it.each([
    'app://clinic/',
    'app://clinic/assets',
    'app://clinic/assets/',
    'app://clinic/absent.html',
    'app://clinic/assets/notes.key',
    'app://clinic/../secret.json',
    'app://clinic/..%2fsecret.json',
    'app://clinic/..%2Fsecret.json',
    'app://clinic/%2e%2e%2fsecret.json',
    'app://clinic/assets%2f..%2f..%2fsecret.json',
    'app://clinic/assets%2findex.html',
    'app://clinic/..%5csecret.json',
    'app://clinic/..\\secret.json',
    'app://clinic/%2e%2e/secret.json',
    'app://clinic//etc/passwd.json',
    'app://clinic/..%2frenderer-other%2fsecret.json',
    'app://clinic/index.html%00',
    'app://clinic/%E0%A4%A',
  ])('finds nothing at %s', async url => {
    expect((await get(url)).status).toBe(404);
  });

  it('never serves anything from outside its folder, whatever the path', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      '%00',
      'assets',
      'secret.json',
      'C:',
      '~',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async parts => {
        const response = await get(`app://clinic/${parts.join('')}`);
        expect(await response.text()).not.toContain('SECRET');
      }),
      { numRuns: 500 },
    );
  });
});
