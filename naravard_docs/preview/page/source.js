// The meeting file as it is edited: read, checked while one writes, and saved in place of exactly what was read.
import { TextField } from "./text_field.js";

const CHECK_MS = 500;

export class Source {
  constructor(byId, page) {
    this.byId = byId;
    this.page = page;
    this.saved = { text: "", digest: "", whyReadOnly: "" };
    this.isSaving = false;
    this.onDisk = "";
    this.checking = 0;
    this.#listen();
  }

  get isChanged() {
    return this.editor !== undefined && !this.saved.whyReadOnly && this.editor.text !== this.saved.text;
  }

  async start() {
    const options = {
      parent: this.byId("editor"),
      label: `Mötesfilen ${this.page.file}`,
      describedBy: "keys",
      nonce: this.page.nonce,
      save: () => this.save(),
      changed: () => this.#changed(),
    };
    this.editor = await makeEditor(this.page.editor, options);
    if (!this.editor.hasTabs) this.byId("keys").textContent = "Ctrl och S sparar.";
    this.#take(await readJson("kalla"));
    readJson("schema").then((schema) => this.editor.suggest(schema)).catch(() => {});
  }

  // What the program tells: another text on the disk is taken over, unless one is being written here.
  async renew(state) {
    this.problems = state.problems;
    if (state.digest !== this.saved.digest && !this.isSaving) {
      const now = await readJson("kalla");
      if (this.isSaving) return; // what is saved meanwhile is answered with its own text
      if (!this.isChanged || now.text === this.editor.text) this.#take(now);
      else this.byId("changed").hidden = false;
    }
    if (state.digest === this.saved.digest) this.byId("changed").hidden = true; // it is again as it was
    if (state.digest === this.saved.digest && state.whyReadOnly !== this.saved.whyReadOnly) {
      const isChanged = this.isChanged;
      this.saved = { ...this.saved, whyReadOnly: isChanged ? "" : state.whyReadOnly };
      if (!isChanged) this.#readOnly();
    }
    if (!this.isChanged) this.editor.showProblems(this.problems);
  }

  goTo(place) {
    this.editor.goTo(place.line, place.column, place.length);
  }

  async save(keepsOther = false) {
    if (this.isSaving || !this.isChanged) return;
    this.isSaving = true;
    this.#tell("Sparar …");
    const text = this.editor.text;
    const digest = keepsOther ? this.onDisk : this.saved.digest;
    try {
      await this.#answer(await send("kalla", "PUT", { text, digest, keeps_other: keepsOther }), text);
    } catch {
      this.#tell("Inte sparat: programmet svarar inte. Texten är kvar här.");
    } finally {
      this.isSaving = false;
    }
  }

  async #answer(reply, text) {
    const told = await reply.json().catch(() => ({ message: "" }));
    if (reply.ok) {
      this.saved = told;
      this.byId("changed").hidden = true;
      if (this.editor.text === text) this.#setText(told.text);
      this.#readOnly();
      this.#tell(`Sparad kl. ${new Date().toLocaleTimeString("sv-SE")}`);
      this.#enable();
    } else if (reply.status === 409) {
      this.#ask(told);
    } else {
      this.#tell(["Inte sparat", told.message, told.remedy, "Texten är kvar här"].filter(Boolean).map(sentence).join(" "));
    }
  }

  #ask(disk) {
    this.#tell("Inte sparat: filen har ändrats på disken.");
    this.onDisk = disk.digest;
    this.byId("on-disk").textContent = disk.text;
    const dialog = this.byId("conflict");
    if (!dialog.open) dialog.showModal();
  }

  async #takeDisk() {
    const reply = await send("kopia", "POST", { text: this.editor.text }).catch(() => null);
    const told = await reply?.json().catch(() => ({}));
    this.byId("conflict").close();
    if (!reply?.ok) return this.#tell(`Kopian gick inte att spara, så din text är kvar här. ${told?.message ?? ""}`.trim());
    this.#take(await readJson("kalla"));
    return this.#tell(`Din text är sparad som ${told.name}.`);
  }

  #take(source) {
    this.saved = source;
    this.#setText(source.text);
    this.byId("changed").hidden = true;
    this.#readOnly();
    this.#enable();
  }

  #setText(text) {
    if (this.editor.text !== text) this.editor.text = text;
  }

  #readOnly() {
    const why = this.saved.whyReadOnly;
    this.editor.isReadOnly = Boolean(why);
    this.byId("read-only").textContent = why;
    this.byId("read-only").hidden = !why;
    this.byId("save").hidden = Boolean(why);
    this.byId("keys").hidden = Boolean(why);
  }

  #changed() {
    this.#enable();
    this.#tell(this.isChanged ? "Inte sparad" : "");
    clearTimeout(this.checking);
    if (this.isChanged) this.checking = setTimeout(() => this.#check(), CHECK_MS);
  }

  async #check() {
    const text = this.editor.text;
    const reply = await send("kontrollera", "POST", { text }).catch(() => null);
    if (reply?.ok && this.editor.text === text) this.editor.showProblems((await reply.json()).problems);
  }

  #enable() {
    this.byId("save").disabled = !this.isChanged;
  }

  #tell(text) {
    this.byId("saved").textContent = text;
  }

  #listen() {
    this.byId("take-disk").addEventListener("click", () => this.#takeDisk());
    this.byId("take-mine").addEventListener("click", () => { this.byId("conflict").close(); this.save(true); });
    this.byId("go-on").addEventListener("click", () => this.byId("conflict").close());
    this.byId("conflict").addEventListener("close", () => this.editor.focus());
  }
}

// Return words as a sentence: messages of the program have no full stop, and its remedies begin with a small letter.
function sentence(words) {
  return words[0].toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? "" : ".");
}

// Return the editor that was built into the program, else a plain text field.
async function makeEditor(file, options) {
  if (!file) return new TextField(options);
  try {
    const { Editor } = await import(`./${file}`);
    return new Editor(options);
  } catch (error) {
    console.error(error);
    return new TextField(options);
  }
}

async function readJson(path) {
  const reply = await fetch(path);
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json();
}

function send(path, method, value) {
  return fetch(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
}
