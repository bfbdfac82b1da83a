// The methods that the server does not have yet: it answers them with 501 NOT_IMPLEMENTED. Who
// builds one takes it off this list and writes what it must answer in expectations.js.
export const laterMethods = new Set([
  'files.generateVideoStreamingUrl',
]);
