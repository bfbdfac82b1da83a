// SVG that names what lies outside, or never ends.
import { hostile } from './entry.js';

const svg = (body, attributes = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="30" ${attributes}>${body}</svg>`);
const links = Object.entries({
  image: (at) => `<image href="${at}" width="40" height="30"/><image xlink:href="${at}" width="40" height="30"/>`,
  use: (at) => `<use href="${at}#a"/><use xlink:href="${at}#a"/>`,
  style: (at) => `<style>@import url("${at}"); @font-face{font-family:f;src:url("${at}")} rect{fill:url("${at}#a");filter:url("${at}#f")} text{font-family:f}</style><rect width="9" height="9"/><text y="20">x</text>`,
  filter: (at) => `<filter id="f"><feImage href="${at}"/><feImage xlink:href="${at}"/></filter><rect width="40" height="30" filter="url(#f)"/>`,
  paint: (at) => `<rect width="9" height="9" fill="url(${at}#a)" mask="url(${at}#m)" clip-path="url(${at}#c)"/>`,
  nested: (at) => `<image width="40" height="30" href="data:image/svg+xml;base64,${svg(`<image href="${at}" width="9" height="9"/>`).toString('base64')}"/>`,
  include: (at) => `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${at}" parse="text"/><text y="9"><tref xlink:href="${at}"/></text>`,
  script: (at) => `<script href="${at}"/><foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${at}"/></foreignObject>`,
}).flatMap(([name, body]) => [
  hostile(`${name}-url.svg`, 'image/svg+xml', (_, { url }) => svg(body(url('x.png')))),
  hostile(`${name}-file.svg`, 'image/svg+xml', (_, { file }) => svg(body(`file://${file}`))),
  hostile(`${name}-path.svg`, 'image/svg+xml', (_, { file }) => svg(body(file))),
]);

export const drawings = [
  ...links,
  hostile('laughs.svg', 'image/svg+xml', () => svg(laughs(12))),
  hostile('deep.svg', 'image/svg+xml', () => svg('<g>'.repeat(250) + '</g>'.repeat(250))),
  hostile('wide.svg', 'image/svg+xml', () => svg('<rect width="9" height="9"/>', 'viewBox="0 0 100000000 1"')),
  hostile('blur.svg', 'image/svg+xml', () => svg('<filter id="f"><feGaussianBlur stdDeviation="1000"/><feTurbulence numOctaves="99999" baseFrequency="9"/></filter><rect width="100%" height="100%" filter="url(#f)"/>')),
  hostile('entity.svg', 'image/svg+xml', (_, { file }) =>
    Buffer.from(`<!DOCTYPE svg [<!ENTITY e SYSTEM "file://${file}">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&e;</text></svg>`)),
  hostile('sheet.svg', 'image/svg+xml', (_, { url }) => Buffer.concat([Buffer.from(`<?xml-stylesheet type="text/css" href="${url('x.css')}"?>`), svg('<rect width="9" height="9"/>')])),
];

/** Each group shows the one before it ten times. */
function laughs(levels) {
  let text = '<defs><rect id="l0" width="9" height="9"/>';
  for (let level = 1; level <= levels; level++) text += `<g id="l${level}">${`<use xlink:href="#l${level - 1}"/>`.repeat(10)}</g>`;
  return `${text}</defs><use xlink:href="#l${levels}"/>`;
}
