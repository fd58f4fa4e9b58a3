// What may be written where the cursor stands, by the program's JSON Schema: keys that are not there yet, and words.

const KEY = /^(\s*)((?:- +)*)("?)([^\s"#:][^":#]*)\3:(?=\s|$)(.*)$/;
const DASHES = /^(\s*)((?:-(?: +|$))*)(.*)$/;

// Return what to suggest at the cursor, as CodeMirror asks for it; null for nothing.
export function suggestionsAt(context, schema) {
  if (!schema || !schema.properties) return null;
  const { doc } = context.state;
  const line = doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (/(^|\s)#/.test(before)) return null;
  const lines = linesBefore(doc, line.number);
  const value = KEY.exec(before) ?? null;
  const found = value ? ofValue(lines, value, schema, context) : ofStart(lines, before, schema, context, doc, line.number);
  return found && found.options.length && (context.explicit || found.from < context.pos) ? found : null;
}

// After «nyckel:» come the words that its value may be.
function ofValue(lines, match, root, context) {
  const indent = match[1].length + match[2].length;
  const rest = match[5];
  if (rest !== "" && !rest.startsWith(" ")) return null;
  const path = pathOf(lines, indent, match[2], match[1].length);
  if (!path) return null;
  const typed = rest.trimStart();
  const options = words(schemasAt(root, [...path, match[4]]));
  return { from: context.pos - typed.length, options, validFor: /^[^#]*$/ };
}

// At the start of a line, or after «- », come keys of the record that is written, or words of a list.
function ofStart(lines, before, root, context, doc, number) {
  const [, spaces, dashes, typed] = DASHES.exec(before);
  if (dashes && !dashes.endsWith(" ")) return null;
  const indent = spaces.length + dashes.length;
  const path = pathOf(lines, indent, dashes, spaces.length);
  if (!path) return null;
  const schemas = schemasAt(root, path);
  const taken = siblings(doc, number, indent);
  const options = [...keys(schemas, root, taken), ...(dashes ? words(schemas) : [])];
  return { from: context.pos - typed.length, options, validFor: /^[^:#]*$/ };
}

function linesBefore(doc, number) {
  const lines = [];
  for (let n = number - 1; n >= 1; n -= 1) lines.push(doc.line(n).text);
  return lines;
}

// Return the keys and list entries (0) that lead to what stands at an indentation, after dashes or not; null inside a text
// of several lines. Lines are those above, nearest first.
function pathOf(lines, indent, dashes, spaces) {
  const steps = [];
  let column = indent;
  let isList = false;
  const enter = (step, at, list) => { steps.unshift(step); column = at; isList = list; };
  for (const at of dashColumns(dashes, spaces).reverse()) enter(0, at, true);
  for (const line of lines) {
    if (column === 0 && !isList) break;
    if (!line.trim() || line.trim().startsWith("#")) continue;
    const [, before, own] = DASHES.exec(line);
    const key = KEY.exec(line);
    const at = before.length + own.length;
    if (key && (at < column || (isList && at === column))) {
      const value = key[5].trim();
      if (/^[|>]/.test(value)) return null;
      if (value === "" || value.startsWith("#")) enter(key[4], at, false);
    }
    for (const dash of dashColumns(own, before.length).reverse()) if (dash < column) enter(0, dash, true);
  }
  return steps;
}

// Return the columns of dashes that follow so many spaces.
function dashColumns(dashes, spaces) {
  return [...dashes].flatMap((sign, at) => (sign === "-" ? [spaces + at] : []));
}

// Return the keys that stand beside a line, in the same record.
function siblings(doc, number, indent) {
  const found = new Set();
  const look = (from, step) => {
    for (let n = from; n >= 1 && n <= doc.lines; n += step) {
      const { text } = doc.line(n);
      if (!text.trim() || text.trim().startsWith("#")) continue;
      const [, before, own] = DASHES.exec(text);
      const at = before.length + own.length;
      if (at < indent) return;
      const isOther = own !== "" && at === indent;
      if (isOther && step > 0) return;
      const key = at === indent ? KEY.exec(text) : null;
      if (key) found.add(key[4]);
      if (isOther) return;
    }
  };
  look(number - 1, -1);
  look(number + 1, 1);
  return found;
}

// Return the schemas of what a path leads to, with all their choices apart.
function schemasAt(root, path) {
  let here = choices(root, root);
  for (const step of path) {
    here = here.flatMap((each) => next(each, step)).flatMap((each) => choices(each, root));
  }
  return here;
}

function next(schema, step) {
  if (step === 0) return Array.isArray(schema.items) ? schema.items : schema.items ? [schema.items] : [];
  if (schema.properties && Object.hasOwn(schema.properties, step)) return [schema.properties[step]];
  const patterns = Object.entries(schema.patternProperties ?? {});
  return patterns.filter(([pattern]) => new RegExp(pattern, "u").test(step)).map(([, held]) => held);
}

function choices(schema, root, depth = 0) {
  if (typeof schema !== "object" || schema === null || depth > 12) return [];
  const inner = [];
  if (schema.$ref) inner.push(root.definitions?.[schema.$ref.replace("#/definitions/", "")]);
  for (const word of ["anyOf", "oneOf", "allOf"]) inner.push(...(schema[word] ?? []));
  for (const word of ["then", "else"]) if (schema[word]) inner.push(schema[word]);
  return [schema, ...inner.flatMap((each) => choices(each, root, depth + 1))];
}

function keys(schemas, root, taken) {
  const found = new Map();
  for (const schema of schemas) {
    for (const [name, held] of Object.entries(schema.properties ?? {})) {
      if (!found.has(name) && !taken.has(name) && !held.doNotSuggest && !held.deprecated) {
        found.set(name, { label: name, apply: `${name}: `, type: "property", info: told(held, root), boost: -found.size / 100 });
      }
    }
  }
  return [...found.values()];
}

function words(schemas) {
  const found = new Map();
  for (const schema of schemas) {
    const said = schema.enumDescriptions ?? schema.markdownEnumDescriptions ?? [];
    const named = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
    named.forEach((word, at) => {
      if (typeof word === "string" && word && !schema.doNotSuggest && !found.has(word)) {
        found.set(word, { label: word, detail: said[at] ?? "", type: "enum", boost: -found.size / 100 });
      }
    });
  }
  return [...found.values()];
}

function told(schema, root) {
  return schema.description ?? choices(schema, root).map((each) => each.description).find(Boolean) ?? "";
}
