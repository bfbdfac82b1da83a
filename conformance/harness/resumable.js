// What the tests of resumable uploads start from: a server, a minted URL, and the PUT that finishes.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { connectToNewSite, sha256, ways } from './clients.js';
import { startProgram, startServer } from './server.js';

const REFERENCE = fileURLToPath(new URL('reference-server.js', import.meta.url));
const FINISH_ATTEMPTS = 20;

/** Whether the tests run against `@tus/server` instead of ours, which tries out the tests themselves. */
export const againstReference = process.env.VITRINE_CONFORMANCE_TUS === 'reference';

/** What chance begins with; another seed gives another run. */
export const seed = process.env.VITRINE_CONFORMANCE_SEED ?? 'vitrine';

/** Whether the long runs are wanted in full, which takes many minutes. */
export const inFull = process.env.VITRINE_CONFORMANCE_FULL === '1';

export const startReference = () =>
  startProgram((port, data) => [process.execPath, REFERENCE, port, data]);

/** Starts the server under test; `mint` gives `{ uploadUrl, uploadToken }` of a new text file. */
export async function startTarget(options = []) {
  if (againstReference) {
    const server = await startReference();
    const mint = async () => ({ uploadUrl: `${server.origin}/upload/tus`, uploadToken: randomUUID() });
    return { server, mint };
  }
  const server = await startServer(options);
  const client = await connectToNewSite(ways[0], server, 'resumable');
  const mint = (fileName) => client.files.generateFileResumableUploadUrl('text/plain', { fileName });
  return { server, mint };
}

/** The options with which the official documentation starts an upload. */
export const documentedOptions = ({ uploadUrl, uploadToken }, filename) => ({
  endpoint: uploadUrl,
  metadata: { filename, contentType: 'text/plain', token: uploadToken },
});

/** One finishing PUT: `{ status, body }`. */
export async function finishOnce(uploadUrl, uploadToken, fileName) {
  const url = `${uploadUrl}/${uploadToken}?filename=${encodeURIComponent(fileName)}`;
  const response = await fetch(url, { method: 'PUT' });
  const text = await response.text();
  if (response.headers.has('x-chaos')) throw new Error('the network answered in place of the server');
  return { status: response.status, body: JSON.parse(text) };
}

/** As `finishOnce`, sent again while the network loses it, which a client may do. */
export async function finish(uploadUrl, uploadToken, fileName) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await finishOnce(uploadUrl, uploadToken, fileName);
    } catch (failure) {
      if (attempt === FINISH_ATTEMPTS) throw failure;
    }
  }
}

/**
 * The upload ends as a file with exactly these bytes.
 *
 * @param {Buffer | { size: number, sha256: string }} source the bytes, or what is known of them
 * @param {{ origin?: string }} server where the file is fetched, if not where it says that it is
 */
export async function assertBecomesFile({ uploadUrl, uploadToken }, fileName, source, { origin } = {}) {
  const { size, sha256: expected } = Buffer.isBuffer(source)
    ? { size: source.length, sha256: sha256(source) }
    : source;
  const { status, body } = await finish(uploadUrl, uploadToken, fileName);
  assert.equal(status, 200, JSON.stringify(body));
  const { file } = body;
  assert.equal(file.sizeInBytes, String(size));
  assert.equal(file.hash, expected);
  const { pathname } = new URL(file.url);
  const response = await fetch(origin ? origin + pathname : file.url);
  assert.equal(response.status, 200);
  const hash = createHash('sha256');
  for await (const bytes of response.body) hash.update(bytes);
  assert.equal(hash.digest('hex'), expected, 'the bytes that are downloaded');
  return file;
}

/** The application code of a refused request. */
export const codeOf = ({ body }) => body.details?.applicationError?.code;
