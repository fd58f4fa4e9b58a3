// Make the editor one file, with the licences of all that is in it beside it: node build.mjs FOLDER
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const target = process.argv[2];
const { metafile } = await build({
  entryPoints: ["editor.js"],
  outfile: join(target, "editor.js"),
  bundle: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16.4"],
  minify: true,
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  logLevel: "warning",
});

const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const packages = [...new Set(Object.keys(metafile.inputs).map((name) => PACKAGE.exec(name)?.[1]).filter(Boolean))].sort();
const texts = await Promise.all(packages.map(licence));
await mkdir(target, { recursive: true });
await writeFile(join(target, "LICENSES.txt"), texts.join("\n\n"));

// Return the licence of a package, which must be one that lets everybody use and pass it on.
async function licence(name) {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (license !== "MIT") throw new Error(`${name} has the licence ${license}`);
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version} (${license})\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
}
