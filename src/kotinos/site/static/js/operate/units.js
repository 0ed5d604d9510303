/* The units that a person works with: a day, in order of time, each one key away. */
import { fill, h, keyed, remake, set } from "../dom.js";
import { showLink, state } from "../page.js";
import { standing } from "../status.js";
import { clock, dayName, dayShort, language, pick, t, tn } from "../text.js";
import { ask, signedIn, signInAgain } from "./session.js";

const LOOK_EVERY = 5000; // ms

class Units extends HTMLElement {
  async connectedCallback() {
    await signedIn();
    this.heading = h("h1");
    this.days = h("ol", { class: "choices" });
    this.nothing = h("p", { class: "nothing", hidden: true }, t("No unit of your venues and disciplines is scheduled."));
    this.rows = h("tbody");
    const heads = [t("Time"), t("Unit"), t("Where"), t("To do"), t("Status")].map((label) => h("th", { scope: "col" }, label));
    const table = h("table", { class: "units" }, h("caption", { class: "away" }, t("Units")), h("thead", { class: "away" }, h("tr", {}, heads)), this.rows);
    this.replaceChildren(h("header", { class: "head" }, this.heading, h("nav", { "aria-label": t("Day") }, this.days)), table, this.nothing);
    this.addEventListener("keydown", (event) => this.#walk(event));
    await this.#look();
    this.rows.querySelector("a")?.focus();
    setInterval(() => this.#look(), LOOK_EVERY);
  }

  async #look() {
    const day = state.get("day") ?? "";
    const answer = await ask(`/units?${new URLSearchParams({ day })}`).catch(() => null);
    if (answer?.status === 401) return signInAgain().then(() => this.#look());
    if (answer?.status === 200) this.#paint(answer.body);
    if (answer?.status === 200) this.last = Date.now();
    showLink({ live: answer?.status === 200, last: this.last ?? Date.now() });
    document.documentElement.dataset.ready = "";
    return undefined;
  }

  #paint({ day, days, units }) {
    fill(this.heading, dayName(day));
    document.title = [t("Desk"), dayName(day)].join(" · ");
    remake(this.days, [day, days], () =>
      days.map((one) => h("li", {}, h("a", { href: `?day=${one}`, "aria-current": one === day ? "true" : null }, dayShort(one)))),
    );
    set(this.nothing, "hidden", units.length > 0);
    keyed(this.rows, units, ({ rsc }) => rsc, make, mend);
  }

  #walk(event) {
    const links = [...this.rows.querySelectorAll("a")];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = links.indexOf(document.activeElement);
    if (!by || at < 0) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, at + by))].focus();
  }
}

function make({ rsc }) {
  const row = h("tr");
  row.link = h("a", { href: `/${language}/operate/unit/${rsc}` });
  row.status = h("k-status");
  row.cells_ = { when: h("td", { class: "time" }), where: h("td", { class: "where" }), todo: h("td", { class: "who" }) };
  row.append(row.cells_.when, h("th", { scope: "row" }, row.link), row.cells_.where, row.cells_.todo, h("td", { class: "state" }, row.status));
  return row;
}

function mend(row, unit) {
  fill(row.cells_.when, clock(unit.start));
  fill(row.link, pick(unit.name));
  fill(row.cells_.where, unit.venue);
  const waits = unit.waiting ? tn("{n} value waits", "{n} values wait", unit.waiting) : "";
  const protests = unit.protests ? tn("{n} protest", "{n} protests", unit.protests) : "";
  fill(row.cells_.todo, [waits, protests].filter(Boolean).join(" · "));
  row.status.show(standing(unit));
  set(row, "data-shape", row.status.dataset.shape);
}

customElements.define("k-operate", Units);
