// Single tus requests, sent as they are: nothing is added, mended or sent again.
import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { later } from '../later.js';

const MOST_CONNECTIONS = 16;

/** Sends requests to one server over connections that stay open. */
export class Exchange {
  #agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });

  /**
   * @param {string} url
   * @param {{ method: string, headers: object, body?: Buffer, chunked?: boolean }} what
   * @returns what a tus client reads from the answer
   */
  async send(url, { method, headers, body, chunked = false }) {
    const { promise, resolve, reject } = later();
    const length = body && !chunked ? { 'Content-Length': body.length } : {};
    const sent = request(url, { method, headers: { ...headers, ...length }, agent: this.#agent });
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end(body);
    const response = await promise;
    const text = (await buffer(response)).toString();
    const field = (name) => response.headers[name];
    return {
      status: response.statusCode,
      offset: field('upload-offset'),
      length: field('upload-length'),
      deferred: field('upload-defer-length'),
      metadata: field('upload-metadata'),
      version: field('tus-resumable'),
      location: field('location'),
      text,
    };
  }

  close() {
    this.#agent.destroy();
  }
}
