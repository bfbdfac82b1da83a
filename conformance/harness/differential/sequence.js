// One sequence of requests, sent to two servers in step.
import { choose, creations, head, moves } from './moves.js';

const MOST_CREATIONS = 4;
const COMPARED = ['status', 'offset', 'length', 'deferred', 'metadata', 'version'];

/**
 * Plays one sequence.
 *
 * @param {import('../random.js').Random} random decides what is sent
 * @param {string} token of our server, for the creation
 * @param {{ send: (url: string, what: object) => Promise<object>, creationUrl: string }[]} servers
 *     ours, then theirs
 * @param {(difference: object) => object | undefined} explain gives the listed difference, if any
 * @returns how many requests were sent to each, and the differences that nothing explains
 */
export async function playSequence(random, token, servers, explain) {
  const play = new Play(random, token, servers, explain);
  await play.run();
  return { requests: play.requests, unexplained: play.unexplained };
}

class Play {
  #random;
  #token;
  #servers;
  #explain;
  #urls;
  #metadata;
  #sent = [];
  #state = { offset: 0, length: undefined, gone: false };
  #parted = false;

  requests = 0;
  unexplained = [];

  constructor(random, token, servers, explain) {
    this.#random = random;
    this.#token = token;
    this.#servers = servers;
    this.#explain = explain;
  }

  async run() {
    const context = { random: this.#random, token: this.#token, state: this.#state };
    for (let i = 0; i < MOST_CREATIONS && !this.#urls && !this.#over; i += 1) {
      await this.#step(choose(creations, context));
    }
    const length = this.#random.int(3, 8);
    for (let i = 0; i < length && this.#urls && !this.#over; i += 1) {
      await this.#step(choose(moves, context));
    }
    if (this.#urls && !this.#over) await this.#step(head);
  }

  get #over() {
    return this.#parted || this.unexplained.length > 0;
  }

  async #step(what) {
    const answers = await this.#sendBoth(what);
    this.#compare(what, answers);
    this.#learn(what, answers);
  }

  #shown({ what, method, headers, body, chunked }) {
    const token = Buffer.from(this.#token).toString('base64');
    const fields = JSON.stringify(headers).replace(token, '…');
    return `${what}: ${method} ${fields} ${body?.length ?? 'no'} bytes${chunked ? ', chunked' : ''}`;
  }

  #sendBoth(what) {
    this.requests += 1;
    this.#sent.push(this.#shown(what));
    return Promise.all(
      this.#servers.map((server, i) => server.send(this.#urls?.[i] ?? server.creationUrl, what)),
    );
  }

  #compare(what, [ours, theirs]) {
    const differing = COMPARED.filter((field) => ours[field] !== theirs[field]);
    for (const field of differing) {
      // What follows from another status (a body's offset, say) is not a second difference.
      if (field !== 'status' && ours.status !== theirs.status) continue;
      const difference = {
        field,
        what: what.what,
        method: what.method,
        gone: this.#state.gone,
        ours: this.#name(field, ours),
        theirs: this.#name(field, theirs),
        status: String(ours.status),
      };
      const listed = this.#explain(difference);
      if (!listed) this.unexplained.push({ difference, ours, theirs, sent: [...this.#sent] });
      else if (listed.parts) this.#parted = true;
    }
  }

  /** A value in the words of the list of differences. */
  #name(field, answer) {
    const value = answer[field];
    if (value === undefined) return 'none';
    if (field === 'offset') return Number(value) === this.#state.offset ? 'current' : value;
    if (field === 'metadata') return value === this.#metadata ? 'as sent' : 'rewritten';
    return String(value);
  }

  /** Takes over what both told; a sequence goes on only while they agree. */
  #learn(what, [ours, theirs]) {
    if (this.#over || ours.status !== theirs.status || ours.status >= 300) return;
    if (what.method === 'POST') {
      this.#urls = [ours, theirs].map(({ location }, i) =>
        new URL(location, this.#servers[i].creationUrl).href);
      this.#metadata = what.headers['Upload-Metadata'];
    }
    if (what.method === 'DELETE') this.#state.gone = true;
    if (ours.offset !== undefined) this.#state.offset = Number(ours.offset);
    const length = what.headers['Upload-Length'];
    if (length !== undefined) this.#state.length = Number(length);
  }
}
