// The meeting file in a plain text field: what is used where the editor was not built into the program.

export class TextField {
  hasTabs = false;

  constructor({ parent, label, describedBy, changed }) {
    this.field = document.createElement("textarea");
    this.field.spellcheck = true;
    this.field.setAttribute("aria-label", label);
    this.field.setAttribute("aria-describedby", describedBy);
    this.field.setAttribute("autocapitalize", "off");
    this.field.addEventListener("input", changed);
    parent.replaceChildren(this.field);
  }

  get text() {
    return this.field.value;
  }

  set text(text) {
    const { selectionStart, selectionEnd, scrollTop } = this.field;
    this.field.value = text;
    this.field.setSelectionRange(selectionStart, selectionEnd);
    this.field.scrollTop = scrollTop;
  }

  set isReadOnly(value) {
    this.field.readOnly = value;
  }

  goTo(line, column, length) {
    const before = this.text.split("\n").slice(0, line - 1);
    const at = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    this.focus();
    this.field.setSelectionRange(at, at + length);
    const height = parseFloat(getComputedStyle(this.field).lineHeight);
    this.field.scrollTop = Math.max(0, (line - 3) * height);
  }

  focus() {
    this.field.focus();
  }

  showProblems() {} // they stand in the list

  suggest() {} // there is nowhere to show suggestions
}
