// The API by plain HTTP, as a program without the official client would use it.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const LIMIT_MS = 120_000;
const LOOK_AGAIN_MS = 100;

/** Speaks to one site with one key. */
export class Api {
  constructor(server, key, prefix = '/site-media/v1') {
    this.origin = server.origin;
    this.key = key;
    this.prefix = prefix;
  }

  /** Sends a request as it is: `{ status, headers, body }`, the body read as JSON. */
  async send(method, path, { headers = {}, body } = {}) {
    const response = await fetch(this.origin + path, { method, headers, body, redirect: 'manual' });
    const text = await response.text();
    const type = response.headers.get('content-type');
    assert.match(type ?? 'none', /^application\/json\b/, `${method} ${path}: content type; ${text}`);
    return { status: response.status, headers: response.headers, body: JSON.parse(text) };
  }

  /** Calls a route that must succeed, and gives the answer's body. */
  async call(method, route, body) {
    const { status, body: answer } = await this.send(method, this.prefix + route, {
      headers: { Authorization: this.key, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    assert.equal(status, 200, `${method} ${route}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Uploads bytes and gives the descriptor of the file once it is READY. */
  async upload(bytes, mimeType, fileName, options = {}) {
    const wanted = { mimeType, fileName, ...options };
    const { uploadUrl } = await this.call('POST', '/files/generate-upload-url', wanted);
    const { id } = await put(uploadUrl, bytes, mimeType);
    const found = `/files/get-file-by-id?fileId=${encodeURIComponent(id)}`;
    return settled(async () => (await this.call('GET', found)).file);
  }

  /**
   * Offers bytes that may be refused: `{ file }`, or `{ refusal }` with the code, be it of the call
   * that asks for a URL or by the bytes.
   */
  async offer(bytes, mimeType, fileName, options = {}) {
    const asked = await this.send('POST', `${this.prefix}/files/generate-upload-url`, {
      headers: { Authorization: this.key, 'Content-Type': 'application/json' },
      body: JSON.stringify({ mimeType, fileName, ...options }),
    });
    if (asked.status !== 200) return { refusal: asked.body.details.applicationError.code };
    const response = await fetch(asked.body.uploadUrl, { method: 'PUT', headers: { 'Content-Type': mimeType }, body: bytes });
    const answer = await response.json();
    return response.ok ? { file: answer.file } : { refusal: answer.details.applicationError.code };
  }

  /** The file's processing once nothing of it waits any more. */
  async processed(fileId, limitMs = LIMIT_MS) {
    const end = Date.now() + limitMs;
    for (;;) {
      const { processing } = await this.call('GET', `/files/${encodeURIComponent(fileId)}/processing`);
      if (processing.state !== 'PENDING' && processing.activity === 'NONE') return processing;
      assert.ok(Date.now() < end, `still busy: ${JSON.stringify(processing)}`);
      await pause(LOOK_AGAIN_MS);
    }
  }

  async createFolder(displayName, parentFolderId) {
    return (await this.call('POST', '/folders', { displayName, parentFolderId })).folder;
  }
}

/** What a question for a descriptor gives once the file is pending no more; it must be READY then. */
export async function settled(ask) {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const file = await ask();
    if (file.operationStatus !== 'PENDING') {
      assert.equal(file.operationStatus, 'READY', `${file.displayName} cannot be processed`);
      return file;
    }
    assert.ok(Date.now() < end, `${file.displayName} is still being processed`);
    await pause(LOOK_AGAIN_MS);
  }
}

/** The bytes' way of an upload: `PUT` to the URL that the client got. Gives the descriptor. */
export async function put(uploadUrl, bytes, mimeType) {
  const headers = { 'Content-Type': mimeType };
  const response = await fetch(uploadUrl, { method: 'PUT', headers, body: bytes });
  const text = await response.text();
  assert.equal(response.status, 200, `PUT of a ${mimeType}: ${text}`);
  return JSON.parse(text).file;
}
