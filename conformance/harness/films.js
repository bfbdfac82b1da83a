// Films for tests, made by ffmpeg, and the server's work on them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const LONGEST_WORK_MS = 180_000;
const LOOK_AGAIN_MS = 200;

/** An MP4 with moving pictures, which are not easy to compress, and a tone. */
export async function film({ seconds, size }) {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-film-'));
  try {
    const path = join(folder, 'film.mp4');
    await promisify(execFile)('ffmpeg', [
      '-nostdin', '-v', 'error',
      '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=${seconds}`,
      '-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`,
      '-vf', 'noise=alls=12:allf=t', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p',
      '-c:a', 'aac', path,
    ]);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Uploads a film; gives its descriptor when it can be played. */
export async function uploadFilm(api, bytes, options = {}) {
  const { id } = await api.upload(bytes, 'video/mp4', 'film.mp4', options);
  return until(async () => {
    const { file } = await api.call('GET', `/files/get-file-by-id?fileId=${id}`);
    assert.notEqual(file.operationStatus, 'FAILED', JSON.stringify(file));
    return file.operationStatus === 'READY' && file;
  });
}

/** The streaming URL of a film, as soon as it names so many rungs. */
export async function streamUrl(api, fileId, { format = 'HLS', rungs = 1 } = {}) {
  return until(async () => {
    const { downloadUrl } = await api.call('POST', '/files/generate-video-stream-url', { fileId, format });
    return downloadUrl.url.match(/\d+p(?=,)/g)?.length >= rungs && downloadUrl.url;
  });
}

async function until(look) {
  const end = Date.now() + LONGEST_WORK_MS;
  while (Date.now() < end) {
    const found = await look();
    if (found) return found;
    await wait(LOOK_AGAIN_MS);
  }
  throw new Error(`nothing came of it within ${LONGEST_WORK_MS} ms`);
}
