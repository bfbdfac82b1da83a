// tus-js-client as it comes, and what the server tells it, held against what it told before.
import assert from 'node:assert/strict';
import * as tus from 'tus-js-client';
import { later } from './later.js';

// 409: bytes that were still on their way when the client asked for the offset may arrive after it.
const EXPECTED = new Set([200, 201, 204, 409, 423]);

/** Listens to every answer of one client. */
class Told {
  #offsets = new Map();
  #violations = [];

  /** All answers in order: `{ method, url, status, offset, sentOffset, body }`. */
  answers = [];

  /** Answers to a method, overridden or not. */
  to(method) {
    return this.answers.filter((answer) => answer.method === method);
  }

  /** Fails when the server took back an offset or refused what the protocol allows. */
  assertConsistent() {
    assert.deepEqual(this.#violations, []);
  }

  hear(request, response) {
    // The client would take an error thrown here for one of the network, so it is kept for later.
    const method = request.getHeader('X-HTTP-Method-Override') ?? request.getMethod();
    const number = (text) => (text === undefined ? undefined : Number(text));
    const answer = {
      method,
      url: request.getURL(),
      status: response.getStatus(),
      offset: number(response.getHeader('Upload-Offset')),
      sentOffset: number(request.getHeader('Upload-Offset')),
      body: response.getBody(),
    };
    this.answers.push(answer);
    if (response.getHeader('X-Chaos')) return;
    if (!EXPECTED.has(answer.status)) this.#violations.push({ unexpected: answer });
    if (answer.status >= 300 || answer.offset === undefined) return;
    const upload = response.getHeader('Location') ?? answer.url;
    const before = this.#offsets.get(upload) ?? 0;
    if (answer.offset < before) this.#violations.push({ toldBefore: before, answer });
    this.#offsets.set(upload, answer.offset);
  }
}

/**
 * Makes an upload that has not been started yet: `{ upload, told, done }`; `done` is fulfilled with
 * its success and rejected with the client's error.
 */
export function prepare(source, options) {
  const told = new Told();
  const { promise, resolve, reject } = later();
  const upload = new tus.Upload(source, {
    ...options,
    onAfterResponse: (request, response) => told.hear(request, response),
    onSuccess: resolve,
    onError: reject,
  });
  // Who aborts an upload never asks how it ended.
  promise.catch(() => {});
  return { upload, told, done: promise };
}

/** Sends an upload to its end. */
export async function send(source, options) {
  const { upload, told, done } = prepare(source, options);
  upload.start();
  await done;
  told.assertConsistent();
  return { upload, told };
}
