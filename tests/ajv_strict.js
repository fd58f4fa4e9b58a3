// Tell, as JSON, what ajv in its full strict mode says of each schema of an object on standard input; null is nothing.
const { readFileSync } = require("node:fs");
const Ajv = require("ajv");

// what editors read beside the standard's own keywords (yaml-language-server, VS Code)
const EDITORS = ["markdownDescription", "enumDescriptions", "markdownEnumDescriptions", "defaultSnippets", "deprecationMessage"];

function refusal(schema) {
  try {
    // strict: true sets strictSchema, strictNumbers, strictTypes, strictTuples and strictRequired
    new Ajv({ strict: true, allErrors: true }).addVocabulary(EDITORS).compile(schema);
    return null;
  } catch (error) {
    return error.message;
  }
}

const schemas = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(schemas).map(([k, s]) => [k, refusal(s)]))));
