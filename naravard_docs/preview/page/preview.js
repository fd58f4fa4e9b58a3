// The page: what the program tells of the meeting, shown at once, and what is written, saved.
import { DocumentView } from "./document_view.js";
import { PagesView } from "./pages_view.js";
import { ProblemList } from "./problem_list.js";
import { Source } from "./source.js";

const byId = (id) => document.getElementById(id);
const view = new DocumentView(byId("document-view"), () => source.save());
const pages = new PagesView(byId("pages-view"));
const source = new Source(byId, document.body.dataset);
const problems = new ProblemList(byId, (place) => { showText(true); source.goTo(place); }, (anchor) => showAnchor(anchor));

let state = null;
let index = 0;
let number = 0;

function renew(next) {
  const isFirst = state === null;
  state = next;
  if (index >= state.documents.length) index = 0;
  listDocuments();
  document.body.classList.toggle("is-old", state.isOld);
  byId("old").hidden = !state.isOld || !state.documents.length;
  problems.show(state.problems, state.isOld);
  source.renew(state);
  if (!state.isOld || isFirst) showDocument();
  byId("state").textContent = told(isFirst);
}

function told(isFirst) {
  const time = new Date().toLocaleTimeString("sv-SE");
  if (state.isOld) return `Filen har fel (kl. ${time})`;
  return isFirst ? "Visar filen som den är sparad" : `Uppdaterad kl. ${time}`;
}

function listDocuments() {
  const select = byId("document");
  const titles = state.documents.map((each) => each.title);
  byId("choice").hidden = titles.length < 2;
  if (JSON.stringify(titles) !== select.dataset.titles) {
    select.dataset.titles = JSON.stringify(titles);
    select.replaceChildren(...titles.map((title, at) => new Option(title, String(at), false, at === index)));
  }
  const canBeFiles = !state.isOld && titles.length > 0;
  for (const [id, folder] of [["pdf", "pdf"], ["word", "word"]]) {
    const link = byId(id);
    if (canBeFiles) link.href = `${folder}/${index}`;
    else link.removeAttribute("href");
    link.toggleAttribute("aria-disabled", !canBeFiles);
    if (canBeFiles) link.removeAttribute("role");
    else link.setAttribute("role", "link");
  }
}

function showDocument() {
  if (!state.documents.length) return view.clear();
  number = state.number;
  if (isAsPages()) showPages();
  return view.show(index, number, state.documents[index].title);
}

function showPages() {
  pages.show(index, number).catch(() => { byId("state").textContent = "PDF-sidorna går inte att visa nu"; });
}

const isAsPages = () => byId("as-pages").getAttribute("aria-pressed") === "true";

function showAsPages(wanted) {
  byId("as-pages").setAttribute("aria-pressed", String(wanted));
  byId("document-view").hidden = wanted;
  byId("pages-view").hidden = !wanted;
  if (wanted && state?.documents.length) showPages();
}

function showText(wanted) {
  byId("with-text").setAttribute("aria-pressed", String(wanted));
  document.body.classList.toggle("without-text", !wanted);
}

function showAnchor(anchor) {
  showAsPages(false);
  view.goTo(anchor);
}

byId("document").addEventListener("change", (event) => { index = Number(event.target.value); listDocuments(); showDocument(); });
byId("as-pages").addEventListener("click", () => showAsPages(!isAsPages()));
byId("with-text").addEventListener("click", () => showText(byId("with-text").getAttribute("aria-pressed") !== "true"));
byId("print").addEventListener("click", () => (isAsPages() ? window.print() : view.print()));
byId("save").addEventListener("click", () => source.save());
addEventListener("beforeprint", () => view.stretch(true));
addEventListener("afterprint", () => view.stretch(false));
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (event.key === "s") { event.preventDefault(); source.save(); }
  if (event.key === "p" && !isAsPages()) { event.preventDefault(); view.print(); }
});
addEventListener("beforeunload", (event) => { if (source.isChanged) event.preventDefault(); });

await source.start();
const events = new EventSource("handelser");
events.addEventListener("state", (event) => renew(JSON.parse(event.data)));
events.addEventListener("error", () => {
  byId("state").textContent = "Programmet svarar inte. Är det avslutat i terminalen? Texten här är kvar tills du stänger sidan.";
});
