// Runs in the browser: Uppy with its tus plugin, and a field to choose a file with. What a test asks
// for or wants to know is in `window.page`.
import Uppy from '@uppy/core';
import Tus from '@uppy/tus';

const RETRY_DELAYS = [0, 50, 100, 200, 400, 800, 1000, 1000, 1000, 1000, 1000, 1000, 1000];

const field = document.querySelector('input');
let uppy;

window.page = {
  chunksAccepted: 0,

  /** Sets Uppy up for one minted URL; options are those of the plugin. */
  prepare({ uploadUrl, uploadToken }, options = {}) {
    uppy = new Uppy({ meta: uploadToken && { token: uploadToken } });
    uppy.use(Tus, {
      endpoint: uploadUrl,
      retryDelays: RETRY_DELAYS,
      onChunkComplete: () => (this.chunksAccepted += 1),
      ...options,
    });
  },

  /** Adds what was chosen in the field. */
  addChosen() {
    const [file] = field.files;
    uppy.addFile({ source: 'field', name: file.name, type: file.type, data: file });
  },

  /** Adds bytes that the page made itself. */
  addText(name, text) {
    uppy.addFile({ source: 'page', name, type: 'text/plain', data: new Blob([text]) });
  },

  /** Uploads to the end: what Uppy says of it. */
  async upload() {
    const { successful, failed } = await uppy.upload();
    return {
      successful: successful.map(({ uploadURL }) => uploadURL),
      failed: failed.map(({ error, response }) => ({ error, status: response?.status })),
    };
  },

  /** The finishing PUT, as the documentation has it: `{ status, body }`. */
  async finish({ uploadUrl, uploadToken }, name) {
    const url = `${uploadUrl}/${uploadToken}?filename=${encodeURIComponent(name)}`;
    const response = await fetch(url, { method: 'PUT' });
    return { status: response.status, body: await response.json() };
  },
};
