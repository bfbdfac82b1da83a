// Uploads one file several times at once with tus-js-client: node load.js FILE CHUNK TARGETS, where
// CHUNK is the bytes of one PATCH and TARGETS a JSON list of { endpoint, token?, finish? }: one
// upload each. `finish` is the URL of the PUT that makes a file of it. Prints bytes and seconds.
import { createReadStream, statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import tus from 'tus-js-client';

const [file, chunk, list] = process.argv.slice(2);
const bytes = statSync(file).size;
const targets = JSON.parse(list);

function upload({ endpoint, token }) {
  return new Promise((resolve, reject) => {
    new tus.Upload(createReadStream(file), {
      endpoint,
      chunkSize: Number(chunk),
      uploadSize: bytes,
      retryDelays: null,
      metadata: { filename: 'load', ...(token && { token }) },
      onError: reject,
      onSuccess: resolve,
    }).start();
  });
}

async function send(target) {
  await upload(target);
  if (!target.finish) return;
  const answer = await fetch(target.finish, { method: 'PUT' });
  if (answer.status !== 200) throw new Error(`finish: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

const begun = performance.now();
await Promise.all(targets.map(send));
const seconds = (performance.now() - begun) / 1000;
console.log(JSON.stringify({ bytes: bytes * targets.length, seconds }));
