// Damaged files of every kind through the whole server: each ends, none does harm.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Api } from './harness/api.js';
import { inputs } from './harness/inputs.js';
import { layLures, lureTexts } from './harness/lures.js';
import { mutated } from './harness/mutations.js';
import { Random } from './harness/random.js';
import { jpeg } from './harness/samples.js';
import { startServer } from './harness/server.js';

/** As many, or those from one number to another. */
const [first, end] = range(process.env.VITRINE_MUTATIONS ?? '60');
const seed = process.env.VITRINE_CONFORMANCE_SEED ?? 'vitrine';

/** Longer than all steps of such small files may take together on a busy machine. */
const LIMIT_MS = 240_000;
const AT_ONCE = 4;

const kept = process.env.VITRINE_MUTATIONS_FOLDER;
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'vitrine-mutations-')));
await mkdir(folder, { recursive: true });
const lures = await layLures();
const server = await startServer();
after(async () => {
  await server.stop();
  await lures.close();
  if (!kept) await rm(folder, { recursive: true, force: true });
});
const { key } = await server.createKey('mutations');
const api = new Api(server, key);

test(`mutations ${first} to ${end - 1} of seed ${seed}`, async (t) => {
  const seeds = await makeSeeds();
  const material = { others: seeds.map(({ bytes }) => bytes), lures: lureTexts(lures) };
  const ends = [];
  let next = first;
  const worker = async () => {
    while (next < end) {
      const number = next++;
      const { name, type, bytes: good, options } = seeds[number % seeds.length];
      const { bytes, how } = mutated(good, new Random(`${seed}/${number}`), material);
      const began = Date.now();
      const became = await follow(bytes, type, name, options).catch((failure) => ({ status: 'lost', why: failure.message }));
      const entry = { number, name, how, ms: Date.now() - began, ...became };
      ends.push(entry);
      if (isBad(entry)) await writeFile(join(folder, `mutation-${number}-${name}`), bytes);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  ends.sort((a, b) => a.number - b.number);
  if (kept) await writeFile(join(folder, `ends-${first}-${end - 1}.json`), JSON.stringify(ends, null, 1));
  for (const line of table(ends)) t.diagnostic(line);
  const bad = ends.filter(isBad);
  assert.deepEqual(bad, [], `${bad.length} of ${ends.length}; their bytes are in ${folder} when VITRINE_MUTATIONS_FOLDER names it`);
});

test('the server is as before', async () => {
  await api.upload(jpeg(), 'image/jpeg', 'good.jpg');
  assert.deepEqual(lures.visitors, [], 'somebody came to the listener');
  assert.deepEqual(await lures.leaks(server.data), [], 'the secret got into what the server keeps');
  assert.match(await server.check(), / 0 missing, 0 damaged; 0 orphans /);
  assert.deepEqual(await leftovers(), []);
  assert.deepEqual(server.faults, []);
});

async function makeSeeds() {
  const made = [];
  for (const { name, type, make, becomes, options } of inputs) {
    if (becomes.status !== 'READY') continue;
    const file = join(folder, name);
    const bytes = kept ? await readFile(file).catch(() => make(file)) : await make(file);
    if (kept) await writeFile(file, bytes);
    made.push({ name, type, bytes, options });
  }
  return made;
}

async function follow(bytes, type, name, options) {
  const { refusal, file } = await api.offer(bytes, type, name, options);
  if (refusal) return { status: 'refused', code: refusal };
  const { state, error, variants } = await api.processed(file.id, LIMIT_MS);
  const failed = variants.filter((variant) => variant.state === 'FAILED');
  return {
    status: state,
    ...(error && { code: error.code, why: error.description }),
    ...(failed.length > 0 && { variants: failed.map((variant) => `${variant.assetKey}: ${variant.error.code}`) }),
  };
}

/** A file may be bad; that the server broke down over it is no way to end. */
function isBad({ status, code, variants = [] }) {
  const ends = status === 'READY' || status === 'FAILED' || status === 'refused';
  return !ends || code === 'PROCESSING_FAILED' || variants.some((why) => why.endsWith('PROCESSING_FAILED'));
}

/** What is left of the work: only the server's own folder may be. */
async function leftovers() {
  const work = join(server.data, 'work');
  const names = await readdir(work, { recursive: true });
  return names.filter((name) => name.includes('/'));
}

function table(ends) {
  const rows = new Map();
  for (const { status, code = '' } of ends) {
    const name = `${status} ${code}`.trim();
    rows.set(name, (rows.get(name) ?? 0) + 1);
  }
  const slowest = ends.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  return [
    ...[...rows].sort().map(([name, count]) => `${String(count).padStart(5)} ${name}`),
    ...slowest.map(({ number, name, how, ms, status }) => `slow: ${ms} ms, ${number} of ${name} (${how}): ${status}`),
  ];
}

function range(text) {
  const [, from, to] = /^(?:(\d+)-)?(\d+)$/.exec(text) ?? assert.fail(`VITRINE_MUTATIONS is no number and no range: ${text}`);
  return from === undefined ? [0, Number(to)] : [Number(from), Number(to) + 1];
}
