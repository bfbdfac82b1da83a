// Chance that can be repeated: the same seed gives the same numbers and the same bytes.
import { createCipheriv, createHash } from 'node:crypto';

/** Numbers from a seed (sfc32 by Chris Doty-Humphrey). */
export class Random {
  #seed;
  #state;

  /** @param {string} seed any text */
  constructor(seed) {
    this.#seed = seed;
    const hash = createHash('sha256').update(seed).digest();
    this.#state = [0, 4, 8, 12].map((at) => hash.readUInt32LE(at));
  }

  /** A generator of its own, whose numbers do not depend on how many this one has given. */
  fork(name) {
    return new Random(`${this.#seed}/${name}`);
  }

  /** From 0 to below 1. */
  next() {
    let [a, b, c, counter] = this.#state;
    const t = (a + b + counter) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    counter = (counter + 1) | 0;
    this.#state = [a, b, c, counter];
    return (t >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  int(min, max) {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** As `int`, but each power of two is as likely as the next: many small ones, few large ones. */
  logInt(min, max) {
    const low = Math.log(min + 1);
    return Math.min(max, Math.floor(Math.exp(low + this.next() * (Math.log(max + 1) - low))) - 1);
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(choices) {
    return choices[this.int(0, choices.length - 1)];
  }
}

/**
 * Text of this length that does not repeat itself. It begins with a letter that begins no known
 * binary format, so that it is stored as the text that it is.
 *
 * @param {string} seed
 * @param {number} size in bytes
 */
export function textOf(seed, size) {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const raw = cipher.update(Buffer.alloc(Math.ceil(size / 4) * 3));
  const text = Buffer.from(raw.toString('base64'), 'latin1').subarray(0, size);
  if (size > 0) text[0] = 'v'.charCodeAt(0);
  return text;
}

const PIECE = 1024 * 1024;

/** Text as of `textOf`, too long to be held in memory at once. */
export class LongText {
  #seed;

  constructor(seed, size) {
    this.#seed = seed;
    this.size = size;
  }

  /** The bytes from `start` to before `end`, in pieces. */
  *range(start, end) {
    for (let at = start; at < end; ) {
      const within = at % PIECE;
      const piece = textOf(`${this.#seed}/${Math.floor(at / PIECE)}`, PIECE);
      const bytes = piece.subarray(within, Math.min(PIECE, within + end - at));
      at += bytes.length;
      yield bytes;
    }
  }

  get sha256() {
    const hash = createHash('sha256');
    for (const bytes of this.range(0, this.size)) hash.update(bytes);
    return hash.digest('hex');
  }
}
