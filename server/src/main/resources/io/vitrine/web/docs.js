// Renders the description of the API. Everything is made as nodes and text, never as HTML, so
// that no word of the description can become markup.

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

/** An element with attributes and children; a string becomes text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== ''));
  return made;
}

/** Text in which `code` and **strong** words are marked. */
function inline(text) {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.startsWith('`')) {
        return element('code', {}, part.slice(1, -1));
      }
      return part.startsWith('**') ? element('strong', {}, part.slice(2, -2)) : part;
    });
}

/** The paragraphs and tables of a longer text. */
function prose(text = '') {
  return text
    .trim()
    .split(/\n\s*\n/)
    .filter((block) => block !== '')
    .map((block) =>
      block.startsWith('|') ? table(block) : element('p', {}, inline(block.replaceAll('\n', ' '))),
    );
}

function table(block) {
  const rows = block
    .split('\n')
    .filter((line) => !/^[|\s-]+$/.test(line))
    .map((line) => line.replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim()));
  const row = (cells, name) =>
    element('tr', {}, cells.map((cell) => element(name, name === 'th' ? { scope: 'col' } : {}, inline(cell))));
  return element(
    'table',
    { tabindex: '0' },
    element('thead', {}, row(rows[0], 'th')),
    element('tbody', {}, rows.slice(1).map((cells) => row(cells, 'td'))),
  );
}

/** Follows references into the description, one after another. */
function resolver(description) {
  return function resolve(node) {
    let found = node;
    while (found?.$ref) {
      const { $ref, ...beside } = found;
      const target = $ref
        .slice(2)
        .split('/')
        .reduce((part, key) => part[key.replaceAll('~1', '/').replaceAll('~0', '~')], description);
      found = { ...target, ...beside };
    }
    return found;
  };
}

/** What a value looks like and its limits, in a few words. */
function kind(schema, resolve) {
  const words = [];
  if (schema.const !== undefined) {
    words.push(`always ${schema.const}`);
  } else if (schema.enum) {
    words.push(schema.enum.join(' | '));
  } else if (schema.type === 'array') {
    const items = resolve(schema.items);
    words.push(items ? `list of ${kind(items, resolve)}` : 'list');
  } else {
    words.push(schema.type ?? 'any');
  }
  const { minLength, maxLength, minItems, maxItems, minimum, maximum } = schema;
  const range = (low, high, unit) => {
    if (high !== undefined) {
      words.push(low === undefined ? `at most ${high} ${unit}` : `${low} to ${high} ${unit}`);
    } else if (low !== undefined) {
      words.push(`at least ${low} ${unit}`);
    }
  };
  range(minLength, maxLength, 'characters');
  range(minItems, maxItems, maxItems === 1 ? 'item' : 'items');
  range(minimum, maximum, '');
  if (schema.default !== undefined) {
    words.push(`default ${JSON.stringify(schema.default)}`);
  }
  return words.map((word) => String(word).trim()).join(', ');
}

/** The fields of an object and of the objects in it, with dotted names. */
function fields(schema, resolve, prefix = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([name, raw]) => {
    const field = resolve(raw);
    const items = field.items ? resolve(field.items) : undefined;
    const inner = field.properties ? field : items?.properties ? items : undefined;
    const path = `${prefix}${name}${field.items && inner ? '[]' : ''}`;
    const own = { name: path, schema: field, required: (schema.required ?? []).includes(name) };
    return [own, ...(inner ? fields(inner, resolve, `${path}.`) : [])];
  });
}

function fieldList(list, resolve) {
  return element(
    'dl',
    {},
    list.map(({ name, schema, required, description, place }) =>
      element(
        'div',
        {},
        element(
          'dt',
          {},
          element('code', {}, name),
          required ? element('span', { class: 'required' }, 'required') : '',
          place ? element('span', {}, place) : '',
          element('span', {}, kind(schema, resolve)),
        ),
        description || schema.description
          ? element('dd', {}, prose(description ?? schema.description))
          : '',
      ),
    ),
  );
}

function errorList(errors) {
  return errors.map(({ status, code, when }) =>
    element(
      'div',
      {},
      element('dt', {}, element('span', {}, String(status)), element('code', {}, code)),
      element('dd', {}, inline(when)),
    ),
  );
}

/** A block of code with a button that copies it, where the browser lets us. */
function example(text) {
  const block = element('pre', { tabindex: '0' }, element('code', {}, text));
  if (!navigator.clipboard) {
    return block;
  }
  const button = element('button', { type: 'button', class: 'copy' }, 'Copy');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  return element('div', { class: 'example' }, block, button);
}

/** The call as a command; needed parameters have their example values. */
function curl(method, parameters, body) {
  const needed = parameters.filter((parameter) => parameter.required && parameter.example !== undefined);
  let path = method.path;
  for (const parameter of needed.filter((one) => one.in === 'path')) {
    path = path.replace(`{${parameter.name}}`, parameter.example);
  }
  const query = needed
    .filter((one) => one.in === 'query')
    .map((one) => `${one.name}=${encodeURIComponent(one.example)}`)
    .join('&');
  const lines = [`"${location.origin}${path}${query === '' ? '' : `?${query}`}"`];
  if (!body && method.verb !== 'get') {
    lines.unshift(`-X ${method.verb.toUpperCase()}`);
  }
  if (!method.operation.security) {
    lines.push('-H "Authorization: $KEY"');
  }
  const json = body?.content['application/json'];
  if (json) {
    if (method.verb !== 'post') {
      lines.unshift(`-X ${method.verb.toUpperCase()}`);
    }
    lines.push('-H "Content-Type: application/json"');
    lines.push(`-d '${JSON.stringify(json.example, null, 2)}'`);
  } else if (body) {
    lines.unshift('-T FILE');
  }
  return `curl -s ${lines.join(' \\\n  ')}`;
}

function permission(operation) {
  if (operation.security) {
    return 'No key is needed.';
  }
  const who = operation['x-elevated'] ? ', elevated: only with the identity of an app or owner' : '';
  return `Needs the scope ${operation['x-scope']}, permission ${operation['x-permission']}${who}.`;
}

function pathOf(path) {
  const parts = path.split(/(\{[^}]+\})/).map((part) => (part.startsWith('{') ? element('i', {}, part) : part));
  return element('code', { class: 'path' }, parts);
}

function answer(operation, resolve) {
  const status = Object.keys(operation.responses).find((one) => /^[2]/.test(one));
  if (!status) {
    return [];
  }
  const response = resolve(operation.responses[status]);
  const json = response.content?.['application/json'];
  const list = json?.schema ? fields(resolve(json.schema), resolve) : [];
  return [
    element('h4', {}, `Answer: ${status}`),
    ...prose(response.description),
    json?.example ? example(JSON.stringify(json.example, null, 2)) : null,
    list.length > 0
      ? element('details', {}, element('summary', {}, 'All fields of the answer'), fieldList(list, resolve))
      : null,
  ];
}

function article(method, resolve) {
  const { operation } = method;
  const parameters = (operation.parameters ?? []).map(resolve);
  const body = operation.requestBody ? resolve(operation.requestBody) : undefined;
  const bodySchema = resolve(body?.content['application/json']?.schema);
  const errors = operation['x-error-codes'] ?? [];
  return element(
    'article',
    { class: 'method', id: operation.operationId, 'aria-labelledby': `${operation.operationId}-name` },
    element(
      'h3',
      { id: `${operation.operationId}-name` },
      element('a', { href: `#${operation.operationId}` }, operation.operationId),
    ),
    element(
      'p',
      { class: 'line' },
      element('span', { class: `verb ${method.verb}` }, method.verb.toUpperCase()),
      pathOf(method.path),
    ),
    element('p', { class: 'line' }, operation.summary + '.'),
    ...prose(operation.description),
    element('p', { class: 'facts' }, permission(operation)),
    parameters.length > 0
      ? [
          element('h4', {}, 'Parameters'),
          fieldList(parameters.map((one) => ({ ...one, schema: resolve(one.schema), place: `in the ${one.in}` })), resolve),
        ]
      : null,
    bodySchema?.properties
      ? [element('h4', {}, 'Body'), fieldList(fields(bodySchema, resolve), resolve)]
      : null,
    element('h4', {}, 'Example'),
    example(curl(method, parameters, body)),
    answer(operation, resolve),
    errors.length > 0
      ? [element('h4', {}, 'Errors'), element('dl', { class: 'errors' }, errorList(errors))]
      : null,
  );
}

function methodsOf(description) {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    VERBS.filter((verb) => item[verb]).map((verb) => ({ path, verb, operation: item[verb] })),
  );
}

/** What the filter looks at, in lower case. */
function searchText({ path, verb, operation }) {
  const codes = (operation['x-error-codes'] ?? []).map((error) => `${error.status} ${error.code}`);
  return [operation.operationId, verb, path, operation.summary, operation.description,
    operation['x-permission'], ...codes].join(' ').toLowerCase();
}

function render(description) {
  const resolve = resolver(description);
  const methods = methodsOf(description);
  const entries = [];
  const groups = [];
  for (const tag of description.tags) {
    const own = methods.filter((method) => method.operation.tags[0] === tag.name);
    const id = `group-${tag.name.toLowerCase()}`;
    const shown = own.map((method) => article(method, resolve));
    const links = own.map(({ operation }) =>
      element('li', {}, element('a', { href: `#${operation.operationId}` }, operation.operationId)));
    own.forEach((method, at) =>
      entries.push({ text: searchText(method), nodes: [shown[at], links[at]] }));
    const section = element(
      'section',
      { 'aria-labelledby': id },
      element('h2', { id }, tag.name),
      ...prose(tag.description),
      shown,
    );
    const index = element('div', {}, element('h2', {}, tag.name), element('ul', {}, links));
    groups.push({ nodes: [section, index], members: shown });
    document.getElementById('methods').append(section);
    document.getElementById('index').append(index);
  }
  document.getElementById('description').append(...prose(description.info.description));
  document.getElementById('common-errors').append(...errorList(description['x-error-codes']));
  return { entries, groups };
}

/** Shows the methods that have all words of the filter. */
function filter({ entries, groups }, text) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  let count = 0;
  for (const { text: searched, nodes } of entries) {
    const fits = words.every((word) => searched.includes(word));
    nodes.forEach((node) => (node.hidden = !fits));
    count += fits ? 1 : 0;
  }
  for (const { nodes, members } of groups) {
    const empty = members.every((member) => member.hidden);
    nodes.forEach((node) => (node.hidden = empty));
  }
  document.querySelectorAll('.whole, .intro').forEach((part) => (part.hidden = words.length > 0));
  const all = entries.length;
  document.getElementById('count').textContent =
    words.length === 0 ? `${all} methods.` : `${count} of ${all} methods fit the filter.`;
}

function listen(rendered) {
  const input = document.getElementById('filter');
  input.addEventListener('input', () => filter(rendered, input.value));
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && event.target === input) {
      input.value = '';
      filter(rendered, '');
    }
  });
  // A link to something that the filter hides leads to it all the same.
  addEventListener('hashchange', () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.closest('[hidden]')) {
      input.value = '';
      filter(rendered, '');
      target.scrollIntoView();
    }
  });
}

async function start() {
  document.querySelectorAll('[data-origin]').forEach((code) => {
    code.textContent = code.textContent.replaceAll('http://localhost:8080', location.origin);
  });
  if (matchMedia('(max-width: 60rem)').matches) {
    document.getElementById('contents').open = false;
  }
  const status = document.getElementById('count');
  try {
    const answer = await fetch('/openapi.json');
    if (!answer.ok) {
      throw new Error(`the server answered ${answer.status}`);
    }
    const rendered = render(await answer.json());
    filter(rendered, '');
    listen(rendered);
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch (failure) {
    status.textContent = `The methods could not be loaded: ${failure.message}.`;
    throw failure;
  }
}

start();
