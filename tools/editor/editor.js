// The editor of the preview: CodeMirror 6 with YAML, the program's own problems and what its schema suggests.
import { autocompletion, closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { PHRASES } from "./phrases.js";
import { suggestionsAt } from "./suggestions.js";

const LEAVE_MS = 5000; // how long after Escape Tab goes on to what comes next

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--key)", fontWeight: "600" },
  { tag: [tags.string, tags.content], color: "var(--string)" },
  { tag: tags.comment, color: "var(--comment)", fontStyle: "italic" },
  { tag: [tags.number, tags.keyword, tags.bool], color: "var(--number)" },
]);

const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--page)", color: "var(--text)", fontSize: ".9375rem", height: "100%", borderTop: "1px solid var(--line)" },
  "&.cm-focused": { outline: "3px solid var(--edge)", outlineOffset: "-3px" },
  ".cm-scroller": { fontFamily: 'Consolas, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace', lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--bar)", color: "var(--muted)", border: "0", borderInlineEnd: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--here)" },
  ".cm-selectionMatch": { backgroundColor: "var(--selected)" },
  ".cm-tooltip": { backgroundColor: "var(--page)", color: "var(--text)", border: "1px solid var(--edge)", maxWidth: "min(34rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".15rem .5rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--selected)", color: "var(--text)" },
  ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal" },
  ".cm-completionInfo": { maxWidth: "22rem", padding: ".4rem .6rem" },
  ".cm-panels": { backgroundColor: "var(--bar)", color: "var(--text)" },
  ".cm-button, .cm-textfield": { backgroundImage: "none", backgroundColor: "var(--page)", color: "var(--text)", border: "1px solid var(--edge)" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap", padding: ".3rem .6rem" },
  ".cm-diagnostic-error": { borderInlineStart: "4px solid var(--error)" },
  ".cm-diagnostic-warning": { borderInlineStart: "4px solid var(--warning)" },
  ".cm-diagnostic-info": { borderInlineStart: "4px solid var(--info)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--error)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warning)" },
  ".cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline dotted var(--info)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--selected)", color: "var(--text)" },
});

export class Editor {
  hasTabs = true;

  constructor({ parent, label, describedBy, nonce, save, changed }) {
    this.schema = null;
    this.mode = new Compartment();
    this.isTelling = false;
    // Also where Escape does something else first, such as taking away what is marked.
    const leaving = { key: "Escape", run: (view) => { view.setTabFocusMode(LEAVE_MS); return false; } };
    const saving = { key: "Mod-s", preventDefault: true, run: () => { save(); return true; } };
    const listener = EditorView.updateListener.of((update) => { if (update.docChanged && !this.isTelling) changed(); });
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorState.phrases.of(PHRASES),
          EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, spellcheck: "true", lang: "sv", tabindex: "0" }),
          this.mode.of([]),
          lineNumbers(),
          lintGutter(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSpecialChars(),
          highlightSelectionMatches(),
          bracketMatching(),
          indentOnInput(),
          indentUnit.of("  "),
          EditorState.tabSize.of(2),
          EditorView.lineWrapping,
          history(),
          yaml(),
          syntaxHighlighting(COLOURS),
          search({ top: true }),
          autocompletion({ override: [(context) => suggestionsAt(context, this.schema)], icons: false }),
          keymap.of([saving, leaving, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
          LOOK,
          listener,
        ],
      }),
    });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  // Another text of the same file: what both have alike is left, so that the place and the way back are kept.
  set text(text) {
    this.isTelling = true;
    try {
      closeCompletion(this.view);
      this.view.dispatch({ changes: differing(this.text, text) });
    } finally {
      this.isTelling = false;
    }
  }

  set isReadOnly(value) {
    const mode = value ? [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })] : [];
    this.view.dispatch({ effects: this.mode.reconfigure(mode) });
  }

  goTo(line, column, length) {
    const from = this.#position(line, column);
    const head = Math.min(from + length, this.view.state.doc.lineAt(from).to);
    this.view.dispatch({ selection: { anchor: from, head }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    this.focus();
  }

  focus() {
    this.view.focus();
  }

  showProblems(problems) {
    const here = problems.filter((each) => each.place?.isHere).map((each) => this.#diagnostic(each));
    this.view.dispatch(setDiagnostics(this.view.state, here.sort((a, b) => a.from - b.from)));
  }

  suggest(schema) {
    this.schema = schema;
  }

  #diagnostic({ level, word, message, remedy, rule, place }) {
    const from = this.#position(place.line, place.column);
    const to = Math.min(from + place.length, this.view.state.doc.lineAt(from).to);
    const said = `${word}: ${message}${rule ? ` [${rule}]` : ""}`;
    return { from, to, severity: level, message: remedy ? `${said}\ntips: ${remedy}` : said };
  }

  #position(line, column) {
    const { doc } = this.view.state;
    const found = doc.line(Math.max(1, Math.min(line, doc.lines)));
    return Math.min(found.from + column - 1, found.to);
  }
}

function differing(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
