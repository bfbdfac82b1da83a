// A bad network between a client and the server. It passes on bytes, not requests: what it cuts is
// cut in the middle of a header, of a body or of an answer, wherever the count falls.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const HEAD_LIMIT = 64 * 1024;
const LONGEST_DELAY_MS = 40;
// No head of an answer is much longer.
const ANSWER_BYTES = 700;
// How far into a body without a length a cut may fall.
const UNKNOWN_BODY_BYTES = 1024 * 1024;

/** What can happen to one connection; each carries one request. Weights are parts of a whole. */
const FATES = [
  { name: 'pass', weight: 30 },
  { name: 'cutRequest', weight: 25 },
  { name: 'cutAnswer', weight: 15 },
  { name: 'serverHangs', weight: 5 },
  { name: 'errorAtOnce', weight: 8 },
  { name: 'errorAfterwards', weight: 7 },
  { name: 'delay', weight: 10 },
];
const WHOLE = FATES.reduce((sum, { weight }) => sum + weight, 0);

const ERROR = [
  'HTTP/1.1 500 Internal Server Error',
  'Access-Control-Allow-Origin: *',
  'Content-Length: 0',
  'Connection: close',
  'X-Chaos: error',
  '\r\n',
].join('\r\n');

/**
 * Stands before a server and spoils at most so many connections; later ones pass untouched, so that
 * a client that goes on always gets through.
 */
export class ChaosProxy {
  #listener;
  #target;
  #random;
  #faultsLeft;
  #sockets = new Set();

  /**
   * @param {string} target origin of the server
   * @param {import('./random.js').Random} random decides what happens to whom
   * @param {number} faults how many connections may be spoilt
   */
  static async start(target, random, faults) {
    const proxy = new ChaosProxy(target, random, faults);
    proxy.#listener.listen(0, '127.0.0.1');
    await once(proxy.#listener, 'listening');
    proxy.origin = `http://127.0.0.1:${proxy.#listener.address().port}`;
    return proxy;
  }

  constructor(target, random, faults) {
    const { hostname, port } = new URL(target);
    this.#target = { host: hostname, port: Number(port) };
    this.#random = random;
    this.#faultsLeft = faults;
    this.#listener = createServer((client) => this.#accept(client));
    /** What happened, by name of the fate. */
    this.counts = Object.fromEntries(FATES.map(({ name }) => [name, 0]));
  }

  /** A URL of the server as a client behind this network names it. */
  through(url) {
    const { pathname, search } = new URL(url);
    return this.origin + pathname + search;
  }

  /** No more faults from now on. */
  calm() {
    this.#faultsLeft = 0;
  }

  async close() {
    this.#listener.close();
    for (const socket of this.#sockets) socket.destroy();
    if (this.#listener.listening) await once(this.#listener, 'close');
  }

  #keep(socket) {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    // A broken connection is what this is for; the other end is told by `close`.
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }

  #accept(client) {
    this.#keep(client);
    const plan = this.#plan();
    this.counts[plan.fate] += 1;
    let head = Buffer.alloc(0);
    const collect = (bytes) => {
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length <= HEAD_LIMIT) return;
      client.off('data', collect);
      client.pause();
      if (end < 0) client.destroy();
      else this.#play(plan, client, withClose(head.subarray(0, end)), head.subarray(end + 4));
    };
    client.on('data', collect);
  }

  #plan() {
    // Drawn whatever becomes of it, so that the numbers of a connection depend on its place alone.
    let at = this.#random.next() * WHOLE;
    const fate = FATES.find(({ weight }) => (at -= weight) < 0).name;
    const plan = {
      fate,
      place: this.#random.next(),
      early: this.#random.chance(0.5),
      reset: this.#random.chance(0.5),
      answerBytes: this.#random.int(0, ANSWER_BYTES),
      delay: this.#random.int(1, LONGEST_DELAY_MS),
    };
    if (fate === 'pass' || this.#faultsLeft > 0) {
      this.#faultsLeft -= fate === 'pass' ? 0 : 1;
      return plan;
    }
    return { ...plan, fate: 'pass' };
  }

  #play(plan, client, head, body) {
    if (plan.fate === 'errorAtOnce') {
      client.write(ERROR);
      client.end();
      client.resume();
      return;
    }
    const server = this.#keep(connect(this.#target));
    const cut = () => {
      for (const socket of [client, server]) {
        if (plan.reset) socket.resetAndDestroy();
        else socket.destroy();
      }
    };
    const toServer = new Flow(client, server);
    const toClient = new Flow(server, client);
    // Ends follow each other, unless the fate is that the server hears nothing.
    client.once('close', () => plan.fate === 'serverHangs' || server.destroy());
    server.once('close', () => client.destroySoon());

    const place = placeOfCut(plan, head);
    if (plan.fate === 'cutRequest') toServer.stopAfter(place, cut);
    if (plan.fate === 'serverHangs') toServer.stopAfter(place, () => client.destroy());
    // tus-js-client in Node waits for ever when the body of an answer is cut, so the head is.
    if (plan.fate === 'cutAnswer') toClient.stopInHead(plan.answerBytes, cut);
    if (plan.fate === 'delay') toServer.pauseAfter(place, plan.delay);
    if (plan.fate === 'errorAfterwards') {
      // The server does what it was asked; the client hears of a failure.
      toClient.stopAfter(0, () => {
        client.write(ERROR);
        client.end();
      });
    }
    toServer.start([head, body]);
    toClient.start([]);
  }
}

/** Bytes on their way from one socket to the other, counted. */
class Flow {
  #from;
  #to;
  #passed = 0;
  #limit = Infinity;
  #atLimit;
  #inHead = false;
  #pause;

  constructor(from, to) {
    this.#from = from;
    this.#to = to;
  }

  /** Passes on so many bytes, then calls. A count that is never reached calls nobody. */
  stopAfter(count, call) {
    this.#limit = count;
    this.#atLimit = call;
  }

  /** As `stopAfter`, but before the end of the first head at the latest. */
  stopInHead(count, call) {
    this.stopAfter(count, call);
    this.#inHead = true;
  }

  /** Waits once when so many bytes have passed. */
  pauseAfter(count, milliseconds) {
    this.#pause = { count, milliseconds };
  }

  start(first) {
    for (const bytes of first) this.#pass(bytes);
    this.#from.on('data', (bytes) => this.#pass(bytes));
    this.#from.once('end', () => this.#passed === Infinity || this.#to.end());
    this.#from.resume();
  }

  #pass(bytes) {
    if (bytes.length === 0 || this.#passed > this.#limit) return;
    const end = this.#inHead ? bytes.indexOf('\r\n\r\n') : -1;
    if (end >= 0) this.#limit = Math.min(this.#limit, this.#passed + end + 3);
    const part = bytes.subarray(0, this.#limit - this.#passed);
    const last = part.length < bytes.length || this.#passed + part.length === this.#limit;
    this.#passed += part.length;
    const call = last ? this.#atLimit : undefined;
    if (last) {
      // Whatever still comes is dropped.
      this.#passed = Infinity;
      this.#atLimit = undefined;
    }
    const goesOn = part.length === 0 || this.#to.write(part, () => call?.());
    if (part.length === 0) call?.();
    if (!goesOn) {
      this.#from.pause();
      this.#to.once('drain', () => this.#from.resume());
    } else if (this.#pause && this.#passed > this.#pause.count) {
      const { milliseconds } = this.#pause;
      this.#pause = undefined;
      this.#from.pause();
      setTimeout(() => this.#from.resume(), milliseconds);
    }
  }
}

function placeOfCut(plan, head) {
  const length = /^content-length: *(\d+)/im.exec(head.toString('latin1'));
  const body = length ? Number(length[1]) : UNKNOWN_BODY_BYTES;
  // Half of the cuts fall anywhere, the other half near the start, where little has been stored.
  const whole = head.length + body;
  return Math.floor(plan.early ? Math.exp(plan.place * Math.log(whole)) : plan.place * whole);
}

/** The head with `Connection: close`: a connection that carries one request has one fate. */
function withClose(head) {
  const [request, ...fields] = head.toString('latin1').split('\r\n');
  const kept = fields.filter((field) => !/^(connection|keep-alive):/i.test(field));
  return Buffer.from([request, ...kept, 'Connection: close', '', ''].join('\r\n'), 'latin1');
}
