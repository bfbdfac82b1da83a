// Files that want to lead programs astray: watched call by call, none reads a file or reaches an address.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Api } from './harness/api.js';
import { hostiles } from './harness/hostile.js';
import { layLures } from './harness/lures.js';
import { jpeg } from './harness/samples.js';
import { startServer } from './harness/server.js';
import { readTrace, watched, whyNotWatched } from './harness/watching.js';

const LIMIT_MS = 240_000;
const AT_ONCE = 3;

/** Below these lies what the system and its libraries are made of, and nothing of anybody's. */
const SYSTEM = /^\/((usr|lib|lib64|bin|sbin|opt|sys|proc|dev|etc|var\/cache\/fontconfig)(\/|$)|(var\/)?tmp$)/;

/** Where the server has tools work, below its data. */
const WORKPLACES = ['work', 'imaging'];

/** Hear of the file that they work on by a pipe and by a link. */
const TOLD_OTHERWISE = ['pictures', 'soffice.bin'];

/** Java reads its program from there. */
const PROGRAM = fileURLToPath(new URL('../server/target', import.meta.url));

/** What of the system no tool has a use for. */
const PRIVATE = /^\/(etc\/(shadow|gshadow|ssh|ssl\/private|sudoers)|proc\/(\d+\/(environ|mem|root|cwd)|kcore))/;

const folder = await mkdtemp(join(tmpdir(), 'vitrine-hostile-'));
const trace = join(folder, 'calls');
const unwatched = await whyNotWatched();
const lures = await layLures();
const server = await startServer([], unwatched ? [] : watched(trace));
let stopped = false;
after(async () => {
  if (!stopped) await server.stop();
  await lures.close();
  await rm(folder, { recursive: true, force: true });
});
const { key } = await server.createKey('hostile');
const api = new Api(server, key);

test('hostile files end, and nothing comes of them', async (t) => {
  const ends = [];
  const left = [...hostiles];
  const worker = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      const began = Date.now();
      const became = await follow(one);
      ends.push({ name: one.name, ms: Date.now() - began, ...became });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const { name, ms, status, code = '', variants } of ends) {
    t.diagnostic(`${name.padEnd(22)} ${status.padEnd(8)} ${code} ${variants ?? ''} ${ms} ms`);
  }
  const ours = ends.filter(({ code, variants }) => code === 'PROCESSING_FAILED' || variants?.includes('PROCESSING_FAILED'));
  assert.deepEqual(ours, []);
});

test('the server is as before', async () => {
  await api.upload(jpeg(), 'image/jpeg', 'good.jpg');
  assert.deepEqual(lures.visitors, [], 'somebody came to the listener');
  assert.deepEqual(await lures.leaks(server.data), [], 'the secret got into what the server keeps');
  assert.match(await server.check(), / 0 missing, 0 damaged; 0 orphans /);
  const work = await readdir(join(server.data, 'work'), { recursive: true });
  assert.deepEqual(work.filter((name) => name.includes('/')), []);
  assert.deepEqual(server.faults, []);
});

test('no tool opened a file of anybody or called an address', { skip: unwatched }, async (t) => {
  const { data } = server;
  stopped = true;
  await server.stop();
  const all = await readTrace(trace);
  const calls = all.slice(all.findIndex(({ program }) => isServer(program)));
  const tools = new Map();
  for (const { program } of calls) tools.set(nameOf(program), (tools.get(nameOf(program)) ?? 0) + 1);
  for (const [name, count] of tools) t.diagnostic(`${name}: ${count} calls`);
  for (const tool of ['ffmpeg', 'ffprobe', 'pdftoppm', 'pictures']) assert.ok(tools.has(tool), `${tool} was not seen`);

  const paths = calls.filter(({ call }) => call !== 'connect');
  assert.deepEqual(paths.filter(({ path }) => path.startsWith(lures.folder)).map(({ whole }) => whole), [], 'opened what nobody may');
  const foreign = paths.filter(({ program, path }) => !isServer(program) && !isOwn(path, program, data));
  assert.deepEqual([...new Set(foreign.map(({ program, whole }) => `${nameOf(program)} ${whole}`))], []);
  const reached = calls.filter(({ call, whole }) => call === 'connect' && /AF_INET/.test(whole));
  assert.deepEqual([...new Set(reached.map(({ program, whole }) => `${nameOf(program)} ${whole}`))], []);
});

async function follow({ name, type, make }) {
  const { refusal, file } = await api.offer(await make(join(folder, name), lures), type, name);
  if (refusal) return { status: 'refused', code: refusal };
  const { state, error, variants } = await api.processed(file.id, LIMIT_MS);
  const failed = variants.filter((variant) => variant.state === 'FAILED').map((variant) => `${variant.assetKey}:${variant.error.code}`);
  return { status: state, code: error?.code, ...(failed.length > 0 && { variants: failed.join(' ') }) };
}

function nameOf(program) {
  if (program.some((word) => word.endsWith('.RenderProcess'))) return 'pictures';
  return (program[0] ?? 'unknown').split('/').pop();
}

function isServer(program) {
  return nameOf(program) === 'java' && program.includes('serve');
}

/** The system's, the program itself, what the tool writes, or the one file that it works on. */
function isOwn(path, program, data) {
  const below = (folder) => path === folder || path.startsWith(`${folder}/`);
  if (!path.startsWith('/') || WORKPLACES.some((folder) => below(join(data, folder))) || below(PROGRAM)) return true;
  if (below(join(data, 'blobs'))) return TOLD_OTHERWISE.includes(nameOf(program)) || program.some((word) => word.endsWith(path));
  return SYSTEM.test(path) && !PRIVATE.test(path);
}
