// Damages files, and puts into them what programs might follow: the same seed damages alike.

/** Fields that hold lengths and counts love none of these. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** The kinds of damage; each gets bytes of its own to spoil and gives what became of them. */
const KINDS = {
  flip(bytes, random) {
    for (let n = random.logInt(1, 64); n > 0; n--) bytes[place(bytes, random)] ^= 1 << random.int(0, 7);
    return bytes;
  },
  number(bytes, random) {
    const at = place(bytes, random);
    const width = Math.min(random.pick([1, 2, 4]), bytes.length - at);
    const value = random.pick(NUMBERS) % 2 ** (8 * width);
    if (random.chance(0.5)) bytes.writeUIntBE(value, at, width);
    else bytes.writeUIntLE(value, at, width);
    return bytes;
  },
  cut(bytes, random) {
    return bytes.subarray(0, random.chance(0.5) ? place(bytes, random) : random.int(0, bytes.length - 1));
  },
  lose(bytes, random) {
    const [from, to] = piece(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  repeat(bytes, random) {
    const [from, to] = piece(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  blank(bytes, random) {
    return bytes.fill(random.pick([0, 0xff]), ...piece(bytes, random));
  },
  splice(bytes, random, { others }) {
    const other = random.pick(others);
    const [from, to] = piece(other, random);
    const at = place(bytes, random);
    const over = random.chance(0.5) ? to - from : 0;
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at + over)]);
  },
  lure(bytes, random, { lures }) {
    const lure = Buffer.from(random.pick(lures));
    const at = place(bytes, random);
    const over = random.chance(0.7) ? lure.length : 0;
    return Buffer.concat([bytes.subarray(0, at), lure, bytes.subarray(at + over)]);
  },
};

/**
 * A damaged copy.
 *
 * @param {Buffer} bytes of a good file
 * @param {import('./random.js').Random} random decides about everything
 * @param {{ others: Buffer[], lures: string[] }} with files to take bytes from, and names of files
 *     and addresses that nobody may follow
 * @returns {{ bytes: Buffer, how: string }} how it was damaged, in one word for each time
 */
export function mutated(bytes, random, material) {
  const kinds = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => random.pick(Object.keys(KINDS)));
  let now = bytes;
  for (const kind of kinds) if (now.length > 0) now = KINDS[kind](Buffer.from(now), random, material);
  return { bytes: now, how: kinds.join('+') };
}

/** Anywhere, but as often as not near one of the ends, where headers and indexes are. */
function place(bytes, random) {
  const last = bytes.length - 1;
  if (random.chance(0.5)) return random.int(0, last);
  const near = Math.min(last, random.logInt(0, 4096));
  return random.chance(0.7) ? near : last - near;
}

function piece(bytes, random) {
  const from = place(bytes, random);
  return [from, Math.min(bytes.length, from + random.logInt(1, Math.max(1, bytes.length >> 1)))];
}
