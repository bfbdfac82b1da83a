// Where our server answers otherwise than `@tus/server`, and what settles it. A difference that is not
// listed fails the run, and so does a line that the run never needs.

const isPatch = ({ method }) => method === 'PATCH';
const named = (...names) => ({ what }) => names.includes(what);

export const differences = [
  {
    when: ({ what }) => /in another version$/.test(what),
    field: 'status', theirs: '400', ours: '412',
    clause: 'tus 1.0.0, Tus-Resumable: a version that is not supported MUST be answered with 412',
  },
  {
    when: named('PATCH without a type'),
    field: 'status', theirs: '403', ours: '415',
    clause: 'tus 1.0.0, PATCH: another Content-Type SHOULD be answered with 415; uploads.md K7',
  },
  {
    when: named('PATCH of another type'),
    field: 'status', theirs: '400', ours: '415',
    clause: 'tus 1.0.0, PATCH: another Content-Type SHOULD be answered with 415; uploads.md K7',
  },
  {
    when: named('PATCH without an offset'),
    field: 'status', theirs: '403', ours: '400',
    clause: 'tus 1.0.0 names no status; RFC 9110 15.5.1: 400 is for a malformed request; uploads.md K9',
  },
  {
    when: named('PATCH at a very high offset'),
    field: 'status', theirs: '400', ours: '409',
    clause: 'tus 1.0.0, PATCH: offsets that do not match MUST be answered with 409; the number is valid',
  },
  {
    when: ({ method }) => method === 'POST',
    field: 'offset', theirs: 'none', ours: 'current', status: '201',
    clause: 'tus 1.0.0, creation: further headers are free; uploads.md C1: the offset is 0',
  },
  {
    when: isPatch,
    field: 'offset', theirs: 'none', ours: 'current', status: '409',
    clause: 'uploads.md K8: a refused client is told the offset, which saves it a HEAD',
  },
  {
    when: named('PATCH that tells the length again'),
    field: 'status', theirs: '400', ours: '204', parts: true,
    clause: 'tus 1.0.0, Upload-Defer-Length: the length MUST NOT change, and it does not; a client '
      + 'whose last PATCH was cut sends it again; uploads.md D4',
  },
  {
    when: named('creation with a body of another type'),
    field: 'status', theirs: '201', ours: '415', parts: true,
    clause: 'tus 1.0.0, creation-with-upload: the Content-Type MUST be application/offset+octet-stream; '
      + 'uploads.md W2',
  },
  {
    when: named('creation with a space before a key'),
    field: 'status', theirs: '400', ours: '201', parts: true,
    clause: 'RFC 9110 5.6.1: space around the commas of a list is no part of its members',
  },
  {
    when: ({ gone }) => gone,
    field: 'status', theirs: '404', ours: '410',
    clause: 'tus 1.0.0, HEAD and termination: 410 SHOULD be used for what is known to be gone; uploads.md T2',
  },
  {
    when: ({ gone, what }) => gone && /^PATCH (of another type|at a (bad|very high) offset|that tells a bad)/.test(what),
    field: 'status', theirs: '400', ours: '410',
    clause: 'as before: both faults are true, and only 410 tells a client not to mend the request',
  },
  {
    when: ({ gone, what }) => gone && /^PATCH without/.test(what),
    field: 'status', theirs: '403', ours: '410',
    clause: 'as before: both faults are true, and only 410 tells a client not to mend the request',
  },
  {
    when: ({ method }) => method === 'HEAD',
    field: 'metadata', theirs: 'rewritten', ours: 'as sent',
    clause: 'tus 1.0.0, creation: HEAD MUST have Upload-Metadata as the client specified it; uploads.md C7',
  },
];
