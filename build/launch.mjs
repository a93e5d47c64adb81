// The bootstrap of every npm script: Node 20 syntax and no dependencies, since nothing is installed yet on a fresh
// checkout. It installs what the lockfile says, then runs build/<command>.ts on the Node 24 of the npm package `node`.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.installed-lockfile');
const say = line => process.stderr.write(`${line}\n`);

/** What must be installed anew when it changes. */
const lockfileHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Runs npm quietly: standard output belongs to the command itself. */
function npm(...words) {
  const options = [...words, '--no-audit', '--no-fund', '--loglevel=error'];
  const settings = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  const script = process.env.npm_execpath;
  const result = script
    ? spawnSync(process.execPath, [script, ...options], settings)
    : spawnSync('npm', options, { ...settings, shell: true });
  return result.status === 0;
}

function install() {
  const wanted = lockfileHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  say('Installing packages (first run: a few minutes) …');
  // `ci` refuses a lockfile in which a mirror lacked another platform's optional package; `install` then fills the gap.
  if (!npm('ci') && !npm('install', '--no-save')) {
    say('The packages could not be installed: see the lines above; is the npm registry reachable?');
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
}

/** Node 24 of the npm package `node`; where its install script was not allowed, a system Node of the same line. */
function node24() {
  const packaged = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  say('Node 24 is missing: the install script of the npm package "node" did not run (npm --ignore-scripts?).');
  process.exit(1);
}

const [command, ...options] = process.argv.slice(2);
const script = join(root, 'build', `${command}.ts`);
if (!command || !existsSync(script)) {
  say(`Unknown command: ${command ?? ''}`);
  process.exit(2);
}
install();
const node = node24();
const path = [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter);
const child = spawn(node, [script, ...options], { stdio: 'inherit', env: { ...process.env, PATH: path } });
// Ctrl-C reaches the child by the terminal; a signal sent to this process alone is handed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
