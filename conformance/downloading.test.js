// Programs that people download with, as they come: curl, wget, aria2c, and a browser that plays.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Api } from './harness/api.js';
import { launchChromium } from './harness/browser.js';
import { sha256 } from './harness/clients.js';
import { textOf } from './harness/random.js';
import { ADMIN_KEY, startServer } from './harness/server.js';

const SIZE = 24_000_000;
const CUT = 9_876_543;

const run = promisify(execFile);
const server = await startServer();
const api = new Api(server, ADMIN_KEY);
const source = textOf('a large file', SIZE);
let folder;
let publicUrl;
let privateUrl;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-downloads-'));
  const open = await api.upload(source, 'text/plain', 'open.txt');
  publicUrl = server.origin + new URL(open.url).pathname;
  const hidden = await api.upload(source, 'text/plain', 'hidden.txt', { private: true });
  const { downloadUrls } = await api.call('POST', '/files/generate-file-download-url', { fileId: hidden.id });
  privateUrl = downloadUrls[0].url;
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Why a test cannot run here; false when it can. */
function without(program) {
  const isThere = process.env.PATH.split(delimiter).some((place) => {
    try {
      accessSync(join(place, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  return isThere ? false : `${program} is missing`;
}

let made = 0;
/** A path of its own, with the beginning of the file in it as after a cut. */
async function broken() {
  const path = join(folder, `${++made}.txt`);
  await writeFile(path, source.subarray(0, CUT));
  return path;
}

const fetched = (path) => readFile(path).then(sha256);
const wanted = sha256(source);

for (const [what, url] of [['public', () => publicUrl], ['signed', () => privateUrl]]) {
  describe(`a ${what} file`, () => {
    test('curl gets it whole', { skip: without('curl') }, async () => {
      const path = join(folder, `${++made}.txt`);
      await run('curl', ['-sSf', '-o', path, url()]);
      assert.equal(await fetched(path), wanted);
    });

    test('curl goes on where it was cut', { skip: without('curl') }, async () => {
      const path = await broken();
      const { stdout } = await run('curl', [
        '-sSf', '-C', '-', '-o', path, '-w', '%{http_code} %{size_download}', url(),
      ]);
      assert.equal(stdout, `206 ${SIZE - CUT}`);
      assert.equal(await fetched(path), wanted);
    });

    test('curl gets several ranges in one answer', { skip: without('curl') }, async () => {
      const { stdout } = await run('curl', ['-sSf', '-r', '0-9,1000000-1000019,-5', url()]);
      const parts = stdout.split(/\r\n--[^\r]+/).map((part) => part.split('\r\n\r\n')[1]);
      assert.deepEqual(parts.slice(0, 3), [[0, 10], [1e6, 1e6 + 20], [SIZE - 5, SIZE]].map(
        ([from, to]) => source.subarray(from, to).toString(),
      ));
    });

    test('wget -c goes on where it was cut', { skip: without('wget') }, async () => {
      const path = await broken();
      const { stderr } = await run('wget', ['-c', '-nv', '-S', '-O', path, url()]);
      assert.match(stderr, /206 Partial Content/);
      assert.equal(await fetched(path), wanted);
    });

    test('aria2c gets it in eight ranges at once', { skip: without('aria2c') }, async () => {
      const name = `${++made}.txt`;
      await run('aria2c', [
        '-x8', '-s8', '-k1M', '--file-allocation=none', '-q', '-d', folder, '-o', name, url(),
      ]);
      assert.equal(await fetched(join(folder, name)), wanted);
    });
  });
}

test('Chromium seeks in a film without getting all of it', { skip: without('ffmpeg') }, async () => {
  // The index stands at the end of the file, and noise makes it too large to be fetched in passing.
  const path = join(folder, 'film.mp4');
  const colour = (name) => ['-f', 'lavfi', '-i', `color=${name}:size=640x360:rate=25:duration=15`];
  await run('ffmpeg', [
    '-v', 'error', ...colour('red'), ...colour('blue'),
    '-filter_complex', '[0:v][1:v]concat,noise=alls=40:allf=t',
    '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-pix_fmt', 'yuv420p', path,
  ]);
  const film = await readFile(path);
  assert.ok(film.length > 20_000_000, `a film of ${film.length} bytes`);
  const { url } = await api.upload(film, 'video/mp4', 'film.mp4');
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    const answers = [];
    tab.on('response', (response) => answers.push(response.status()));
    await tab.setContent('<video crossorigin muted preload="metadata"></video>');
    const shown = await tab.evaluate(async (src) => {
      const video = document.querySelector('video');
      const event = (name) => new Promise((resolve, reject) => {
        video.addEventListener(name, resolve, { once: true });
        video.addEventListener('error', () => reject(new Error(video.error.message)), { once: true });
      });
      const loaded = event('loadeddata');
      video.src = src;
      await loaded;
      const colourAt = async (seconds) => {
        const seeked = event('seeked');
        video.currentTime = seconds;
        await seeked;
        const canvas = new OffscreenCanvas(1, 1);
        const drawing = canvas.getContext('2d');
        drawing.drawImage(video, 0, 0, 1, 1);
        const [red, , blue] = drawing.getImageData(0, 0, 1, 1).data;
        return red > blue ? 'red' : 'blue';
      };
      return {
        duration: Math.round(video.duration),
        colours: [await colourAt(28), await colourAt(3), await colourAt(20)],
      };
    }, server.origin + new URL(url).pathname);
    assert.deepEqual(shown, { duration: 30, colours: ['blue', 'red', 'blue'] });
    assert.ok(answers.filter((status) => status === 206).length >= 3, answers.join());
  } finally {
    await browser.close();
  }
});
