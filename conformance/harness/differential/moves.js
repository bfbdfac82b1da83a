// What a client, good or bad, may send next. A move looks at the upload's state as both servers told
// it and gives a request; none asks for more than tus 1.0.0 with creation, creation-with-upload,
// creation-defer-length and termination.
import { textOf } from '../random.js';

const VERSION = { 'Tus-Resumable': '1.0.0' };
const BYTES = { 'Content-Type': 'application/offset+octet-stream' };
const SMALL = 3_000;
const LARGE = 200_000;
const BAD_NUMBERS = ['-1', '1.5', 'abc', '1e3', '0x10', ''];
const BAD_METADATA = ['a !', '', 'a b c', 'a dmFs,a dmFs', 'naïve dmFs', 'a dmF'];

const base64 = (text) => Buffer.from(text).toString('base64');
const sizeIn = (random) => (random.chance(0.1) ? random.int(0, LARGE) : random.int(0, SMALL));
const bytesIn = (random, size) => textOf(String(random.next()), size);

/** A creation with these fields and the token that it needs. */
function creation(what, { token, random }, headers, rest = {}) {
  const named = `filename ${base64(`${random.int(0, 999)}.txt`)},token ${base64(token)}`;
  return {
    what,
    method: 'POST',
    headers: { ...VERSION, 'Upload-Metadata': named, ...headers },
    ...rest,
  };
}

/** First requests: most make an upload. */
export const creations = [
  [10, (c) => creation('creation', c, { 'Upload-Length': sizeIn(c.random) })],
  [5, (c) => creation('deferred creation', c, { 'Upload-Defer-Length': '1' })],
  [3, (c) => {
    const body = bytesIn(c.random, sizeIn(c.random));
    const more = c.random.chance(0.4) ? 0 : c.random.int(0, SMALL);
    const headers = { ...BYTES, 'Upload-Length': body.length + more };
    return creation('creation with upload', c, headers, { body, chunked: c.random.chance(0.3) });
  }],
  [1, (c) => {
    const body = bytesIn(c.random, sizeIn(c.random));
    return creation('deferred creation with upload', c, { ...BYTES, 'Upload-Defer-Length': '1' }, { body });
  }],
  [1, (c) => creation('creation of nothing', c, { 'Upload-Length': 0 })],
  [1, (c) => creation('creation with a key without value', c, {
    'Upload-Length': 9,
    'Upload-Metadata': `is_confidential${c.random.pick(['', ' '])},token ${base64(c.token)}`,
  })],
  [1, (c) => creation('creation without a length', c, {})],
  [1, (c) => creation('creation with two lengths', c, { 'Upload-Length': 5, 'Upload-Defer-Length': '1' })],
  [1, (c) => creation('creation with a bad length', c, { 'Upload-Length': c.random.pick(BAD_NUMBERS) })],
  [1, (c) => creation('creation with a bad deferral', c, {
    'Upload-Defer-Length': c.random.pick(['0', '2', 'true', '']),
  })],
  [1, (c) => creation('creation with bad metadata', c, {
    'Upload-Length': 5,
    'Upload-Metadata': Buffer.from(`token ${base64(c.token)},${c.random.pick(BAD_METADATA)}`).toString('latin1'),
  })],
  [1, (c) => creation('creation with a space before a key', c, {
    'Upload-Length': 5,
    'Upload-Metadata': `token ${base64(c.token)}, a dmFs`,
  })],
  [1, (c) => creation('creation with too long a body', c, { ...BYTES, 'Upload-Length': 5 }, {
    body: bytesIn(c.random, c.random.int(6, SMALL)),
  })],
  [1, (c) => creation('creation with a body of another type', c,
    { 'Content-Type': 'text/plain', 'Upload-Length': 5 }, { body: Buffer.from('12345') })],
  [1, (c) => otherVersion(creation('creation in another version', c, { 'Upload-Length': 5 }), c)],
];

/** A PATCH at this offset with these bytes. */
const patch = (what, offset, body, headers = {}, rest = {}) => ({
  what,
  method: 'PATCH',
  headers: { ...VERSION, ...BYTES, 'Upload-Offset': offset, ...headers },
  body,
  ...rest,
});

const without = (sent, name) => {
  const { [name]: _, ...headers } = sent.headers;
  return { ...sent, headers };
};

function otherVersion(sent, { random }) {
  const version = random.pick([undefined, '0.2.2', '1.0.1', '2.0.0']);
  const bare = without(sent, 'Tus-Resumable');
  if (version === undefined) return { ...bare, what: `${sent.what}: none` };
  return { ...bare, headers: { ...bare.headers, 'Tus-Resumable': version } };
}

/** Bytes that still fit; of an upload without a length any number does. */
function fitting({ state, random }) {
  const room = state.length === undefined ? sizeIn(random) : state.length - state.offset;
  return bytesIn(random, random.chance(0.4) ? room : random.int(0, room));
}

const someBytes = (c) => bytesIn(c.random, c.random.int(0, 100));
const isDeferred = ({ state }) => state.length === undefined;
const hasLength = ({ state }) => state.length !== undefined;

/** Requests to the upload: `[weight, move, when]`. */
export const moves = [
  [10, (c) => patch('PATCH', c.state.offset, fitting(c), {}, { chunked: c.random.chance(0.3) })],
  [3, (c) => patch('PATCH at a wrong offset', wrongOffset(c), someBytes(c))],
  [1, (c) => patch('PATCH at a very high offset', '9007199254740993', someBytes(c))],
  [1, (c) => patch('PATCH at a bad offset', c.random.pick(BAD_NUMBERS), someBytes(c))],
  [1, (c) => without(patch('PATCH without an offset', 0, someBytes(c)), 'Upload-Offset')],
  [1, (c) => without(patch('PATCH without a type', c.state.offset, someBytes(c)), 'Content-Type')],
  [1, (c) => patch('PATCH of another type', c.state.offset, someBytes(c), { 'Content-Type': 'text/plain' })],
  [1, (c) => patch('PATCH of nothing', c.state.offset, Buffer.alloc(0))],
  [1, (c) => otherVersion(patch('PATCH in another version', c.state.offset, someBytes(c)), c)],
  [2, (c) => {
    const room = c.state.length - c.state.offset;
    return patch('PATCH with too many bytes', c.state.offset, bytesIn(c.random, room + c.random.int(1, SMALL)));
  }, hasLength],
  [5, (c) => {
    const body = fitting(c);
    const more = c.random.chance(0.5) ? 0 : c.random.int(0, SMALL);
    const length = c.state.offset + body.length + more;
    return patch('PATCH that tells the length', c.state.offset, body, { 'Upload-Length': length });
  }, isDeferred],
  [1, (c) => patch('PATCH that tells a bad length', c.state.offset, someBytes(c), {
    'Upload-Length': c.random.pick(BAD_NUMBERS),
  }, isDeferred)],
  [1, (c) => patch('PATCH that tells a length below the offset', c.state.offset, Buffer.alloc(0), {
    'Upload-Length': c.random.int(0, c.state.offset - 1),
  }), (c) => isDeferred(c) && c.state.offset > 0],
  [1, (c) => patch('PATCH that tells the length again', c.state.offset, fitting(c), {
    'Upload-Length': c.state.length,
  }), hasLength],
  [1, (c) => patch('PATCH that tells another length', c.state.offset, fitting(c), {
    'Upload-Length': c.state.length + c.random.int(1, 9),
  }), hasLength],
  [4, () => ({ what: 'HEAD', method: 'HEAD', headers: VERSION })],
  [1, (c) => otherVersion({ what: 'HEAD in another version', method: 'HEAD', headers: VERSION }, c)],
  [1, () => ({ what: 'DELETE', method: 'DELETE', headers: VERSION })],
  [1, (c) => otherVersion({ what: 'DELETE in another version', method: 'DELETE', headers: VERSION }, c)],
];

function wrongOffset({ state, random }) {
  const offset = random.pick([0, state.offset - 1, state.offset + 1, random.int(0, LARGE)]);
  return offset < 0 || offset === state.offset ? state.offset + 7 : offset;
}

/** One of the moves that are possible, by weight. */
export function choose(weighted, context) {
  const possible = weighted.filter(([, , when = () => true]) => when(context));
  let at = context.random.next() * possible.reduce((sum, [weight]) => sum + weight, 0);
  const [, move] = possible.find(([weight]) => (at -= weight) < 0);
  return move(context);
}

/** Asks for the state, which every sequence ends with. */
export const head = { what: 'HEAD', method: 'HEAD', headers: VERSION };
