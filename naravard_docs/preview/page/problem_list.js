// What is wrong with the meeting file, each with its place, the line that it is about and what to do.

export class ProblemList {
  constructor(byId, goTo, showAnchor) {
    this.holder = byId("problems");
    this.title = byId("problems-title");
    this.list = byId("problem-list");
    this.goTo = goTo;
    this.showAnchor = showAnchor;
    this.hadErrors = false;
  }

  show(problems) {
    const count = (level) => problems.filter((each) => each.level === level).length;
    const named = [[count("error"), "fel", "fel"], [count("warning"), "varning", "varningar"], [count("info"), "råd", "råd"]];
    const words = named.filter(([n]) => n).map(([n, one, many]) => `${n} ${n === 1 ? one : many}`);
    this.holder.hidden = !problems.length;
    this.title.textContent = words.join(", ");
    this.list.replaceChildren(...problems.map((each) => this.#item(each)));
    const hasErrors = count("error") > 0;
    if (hasErrors !== this.hadErrors) this.holder.open = hasErrors;
    this.hadErrors = hasErrors;
  }

  #item(problem) {
    const item = element("li", problem.level);
    const said = element("p");
    said.append(element("span", "word", `${problem.word}: `), problem.message, problem.rule ? ` [${problem.rule}]` : "");
    item.append(said);
    if (problem.place) item.append(...this.#place(problem));
    if (problem.remedy) item.append(element("p", "remedy", `tips: ${problem.remedy}`));
    return item;
  }

  #place(problem) {
    const { place } = problem;
    const row = element("div", "place");
    if (place.isHere) row.append(button(place.shown, `Gå till rad ${place.line} i mötesfilen`, () => this.goTo(place)));
    else row.append(element("span", "", place.shown));
    if (place.anchor) row.append(button("Visa i dokumentet", `Visa i dokumentet: rad ${place.line}`, () => this.showAnchor(place.anchor)));
    if (!place.excerpt.length) return [row];
    const excerpt = element("pre", "", place.excerpt.join("\n"));
    excerpt.tabIndex = 0;
    excerpt.setAttribute("role", "group");
    excerpt.setAttribute("aria-label", `Rad ${place.line}`);
    return [row, excerpt];
  }
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function button(text, title, action) {
  const made = element("button", "", text);
  made.type = "button";
  made.title = title;
  made.addEventListener("click", action);
  return made;
}
