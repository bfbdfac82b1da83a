// Runs the built program as a user does: by its launcher, as a process of its own.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const LAUNCHER = fileURLToPath(new URL('../../vitrine', import.meta.url));
const READY = /^Vitrine is ready: (https?:\/\/\S+)$/;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;
const LOG_LINES_KEPT = 40;
const ENTRY = /^\d{4}-\S+Z (\w+) /;

// A test run that is broken off must not leave servers behind: a signal alone would skip `exit`.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
const leftToEnd = new Set();
process.once('exit', () => {
  for (const end of leftToEnd) end();
});

/** Works on every site; the tests choose it. */
export const ADMIN_KEY = 'conformance-admin-key-0123456789';

/**
 * Starts a server on a free port of this machine with an empty data folder.
 *
 * @param {string[]} options more options of `vitrine serve`
 * @param {string[]} watcher a program and its arguments that starts the server and becomes it, such
 *     as `strace -D`
 */
export function startServer(options = [], watcher = []) {
  return startProgram((port, data) => [
    ...watcher, LAUNCHER, 'serve', '--port', port, '--data', data, '--admin-key', ADMIN_KEY, ...options,
  ]);
}

/**
 * Starts any server that tells its origin as ours does.
 *
 * @param {(port: string, data: string) => string[]} commandFor the program and its arguments
 */
export async function startProgram(commandFor) {
  const data = await mkdtemp(join(tmpdir(), 'vitrine-conformance-'));
  const server = new RunningServer(commandFor, data);
  await server.start();
  return server;
}

function readyOrigin(child, output, keep, log) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${why}; its last words:\n${log.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`the server was not ready within ${START_LIMIT_MS} ms`);
    }, START_LIMIT_MS);
    child.once('exit', (status) => {
      clearTimeout(timer);
      fail(`the server ended with status ${status} before it was ready`);
    });
    output.on('line', (line) => {
      keep(line);
      const ready = READY.exec(line);
      if (ready) {
        clearTimeout(timer);
        resolve(ready[1]);
      }
    });
  });
}

// The settings of the person who runs the tests are not the tests' business.
function environment() {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITRINE_') || name === 'VITRINE_JAVA_HOME',
  );
  // Recorded requests name hosts on the internet, but tests speak to this machine only: Java reads
  // this file instead of asking for names, and it knows none but localhost.
  const hosts = fileURLToPath(new URL('./hosts', import.meta.url));
  const options = `-Xmx256m -Djdk.net.hosts.file=${hosts}`;
  return { ...Object.fromEntries(own), VITRINE_JAVA_OPTS: options };
}

class RunningServer {
  #commandFor;
  #child;
  #data;
  #log = [];
  #end;
  /** Lines of the log that tell of faults of the server's own, with what caused them. */
  faults = [];

  constructor(commandFor, data) {
    this.#commandFor = commandFor;
    this.#data = data;
    this.#end = () => {
      this.#child?.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    };
    leftToEnd.add(this.#end);
  }

  /** Starts it; after `kill` on the same port with the same data. */
  async start() {
    const [program, ...args] = this.#commandFor(this.origin ? new URL(this.origin).port : '0', this.#data);
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
    this.#child = child;
    let level;
    const keep = (line) => {
      level = ENTRY.exec(line)?.[1] ?? level;
      if (level === 'ERROR') this.faults.push(line);
      this.#log.push(line);
      if (this.#log.length > LOG_LINES_KEPT) this.#log.shift();
    };
    const output = createInterface({ input: child.stdout });
    createInterface({ input: child.stderr }).on('line', keep);
    /** Scheme, host and port, as the ready line told them. */
    this.origin = await readyOrigin(child, output, keep, this.#log);
    /** Host and port. */
    this.host = new URL(this.origin).host;
  }

  /** Ends the process without a chance to tidy up, as a crash does. */
  async kill() {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  /** Makes a key with the command line, while the server runs: `{ id, key, site, secret }`. */
  async createKey(site, ...options) {
    const { stdout } = await promisify(execFile)(
      LAUNCHER,
      ['key', 'create', '--site', site, '--data', this.#data, '--json', ...options],
      { env: environment() },
    );
    const made = JSON.parse(stdout);
    return { ...made, secret: made.key.slice(`vk_${made.id}_`.length) };
  }

  /** Where it keeps everything. */
  get data() {
    return this.#data;
  }

  /** What `vitrine check` says in the end; fails when something is missing or damaged. */
  async check() {
    const { stdout } = await promisify(execFile)(LAUNCHER, ['check', '--data', this.#data], { env: environment() });
    return stdout.trim().split('\n').at(-1);
  }

  /** Stops the server as a service manager does, and fails unless it ends in peace. */
  async stop() {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS);
    try {
      if (this.#child.exitCode === null && this.#child.signalCode === null) {
        this.#child.kill('SIGTERM');
        await once(this.#child, 'exit');
      }
      if (this.#child.exitCode !== 0) {
        const how = this.#child.exitCode ?? this.#child.signalCode;
        throw new Error(`the server ended with ${how}; its last words:\n${this.#log.join('\n')}`);
      }
    } finally {
      clearTimeout(timer);
      leftToEnd.delete(this.#end);
      await rm(this.#data, { recursive: true, force: true });
    }
  }
}
