// The document as HTML, in a frame that runs nothing. A renewed one is loaded unseen and takes the other's place when it
// is there, with the reader's place kept: the heading or paragraph at the top stays where it is, whatever grows above it.

const MAY = "allow-same-origin allow-modals allow-popups allow-popups-to-escape-sandbox";
const SAME = 200;

export class DocumentView {
  constructor(holder, save) {
    this.holder = holder;
    this.save = save;
    this.frame = null;
    this.index = -1;
    this.turn = 0;
  }

  clear() {
    this.turn += 1;
    this.holder.replaceChildren();
    this.frame = null;
  }

  show(index, number, title) {
    const turn = ++this.turn;
    const next = document.createElement("iframe");
    next.title = title;
    next.className = "waiting";
    next.setAttribute("sandbox", MAY);
    next.src = `dokument/${index}?${number}`;
    return new Promise((resolve) => {
      next.addEventListener("load", () => {
        if (turn === this.turn && isDocument(next)) this.#put(next, index);
        else next.remove();
        resolve();
      });
      this.holder.append(next);
    });
  }

  goTo(anchor) {
    const found = this.frame?.contentDocument?.getElementById(anchor);
    if (!found) return;
    found.setAttribute("tabindex", "-1");
    found.scrollIntoView({ behavior: "instant", block: "start" });
    this.frame.focus({ preventScroll: true });
    found.focus({ preventScroll: true });
  }

  print() {
    this.frame?.contentWindow.print();
  }

  // When the whole page is printed the frame is as high as what is in it.
  stretch(wanted) {
    if (this.frame) this.frame.style.height = wanted ? `${this.frame.contentDocument.documentElement.scrollHeight}px` : "";
  }

  #put(next, index) {
    const old = this.frame;
    const hadFocus = old !== null && document.activeElement === old;
    if (old && this.index === index) keepPlace(old, next);
    openLinksOutside(next.contentDocument);
    this.#listen(next);
    this.frame = next;
    this.index = index;
    next.classList.remove("waiting");
    if (hadFocus) next.focus({ preventScroll: true });
    for (const other of [...this.holder.children]) if (other !== next) other.remove();
  }

  #listen(frame) {
    frame.contentDocument.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key === "s") { event.preventDefault(); this.save(); }
    });
  }
}

function isDocument(frame) {
  return Boolean(frame.contentDocument?.querySelector("main"));
}

function openLinksOutside(page) {
  for (const link of page.querySelectorAll("a[href]")) {
    if (link.getAttribute("href").startsWith("#")) continue;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
}

// Keep the place of what was at the top of the frame: the nearest part that both documents have.
function keepPlace(before, after) {
  const from = before.contentWindow;
  const to = after.contentWindow;
  const left = from.scrollX;
  if (from.scrollY < 1) return to.scrollTo({ top: 0, left, behavior: "instant" });
  const parts = partsOf(before.contentDocument);
  const counterpart = counterparts(parts, partsOf(after.contentDocument));
  const nearest = [...parts.keys()].sort((a, b) => distance(parts[a]) - distance(parts[b]));
  for (const at of nearest) {
    const same = counterpart(at);
    if (!same) continue;
    const top = to.scrollY + same.getBoundingClientRect().top - parts[at].getBoundingClientRect().top;
    return to.scrollTo({ top, left, behavior: "instant" });
  }
  return to.scrollTo({ top: from.scrollY, left, behavior: "instant" });
}

const distance = (part) => Math.abs(part.getBoundingClientRect().top);

const partsOf = (page) => [...page.querySelectorAll("main [id]")].filter((part) => part.getClientRects().length);

// Return what finds the part of the other document that is the same one. Before and after what was changed they come in
// the same order, whatever numbers they have got; within it they are known by their ids.
function counterparts(parts, others) {
  const [one, other] = [parts.map(likeness), others.map(likeness)];
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return (at) => {
    if (at < start) return others[at];
    if (at >= parts.length - end) return others[at + others.length - parts.length];
    return others.slice(start, others.length - end).find((each) => each.id === parts[at].id);
  };
}

// What a part begins with, without the first number in it: items after another one are numbered anew.
const likeness = (part) => `${part.localName} ${part.textContent.slice(0, 2 * SAME).replace(/\d+/, "").slice(0, SAME)}`;
