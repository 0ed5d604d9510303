/* The day: what is happening now, what changed, what comes next, and then everything by session. */
import { fill, h, keyed, remake, say, set, shape } from "./dom.js";
import { addressWith, announce, live, part, state } from "./page.js";
import { planned, schedule } from "./plan.js";
import { unitPath } from "./rsc.js";
import { standing } from "./status.js";
import { clock, dayName, dayOf, dayShort, language, pick, t } from "./text.js";

const RUNNING = new Set(["RUNNING", "INTERRUPTED", "SCHEDULED_BREAK", "GETTING_READY"]);
const AHEAD = new Set(["SCHEDULED", "DELAYED", "RESCHEDULED"]);
const byStart = (a, b) => (a.start ?? "").localeCompare(b.start ?? "") || (a.order ?? 0) - (b.order ?? 0) || a.rsc.localeCompare(b.rsc);
const changedAt = (unit) => unit.actual_end || unit.actual_start || "";

class Schedule extends HTMLElement {
  #seen = new Map();
  #news = [];

  connectedCallback() {
    this.days = h("ol", { class: "choices" });
    this.disciplines = h("ol", { class: "choices" });
    this.day = h("h1");
    this.lists = { now: h("ul", { class: "cards" }), changed: h("ul", { class: "cards" }), next: h("ul", { class: "cards" }) };
    this.parts = {
      now: part(t("Now"), this.lists.now, { class: "part now" }),
      changed: part(t("What changed"), this.lists.changed),
      next: part(t("What comes next"), this.lists.next),
    };
    this.sessions = h("div", { class: "sessions" });
    this.nothing = h("p", { class: "nothing" }, t("Nothing is scheduled yet."));
    this.replaceChildren(
      h("header", { class: "head" }, this.day, h("nav", { "aria-label": t("Day") }, this.days), h("nav", { "aria-label": t("Discipline") }, this.disciplines)),
      h("div", { class: "three" }, Object.values(this.parts)),
      this.sessions,
      this.nothing,
    );
    this.addEventListener("click", (event) => this.#choose(event));
    live(schedule(), (store) => this.#paint((this.store = store)));
  }

  #choose(event) {
    const link = event.target.closest("a[data-choice]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    state.set(link.dataset.choice, link.dataset.value);
    this.#paint(this.store);
  }

  #paint(store) {
    const all = planned(store).map((unit) => ({ ...unit, sport: pick(unit.sport) }));
    const shown = all.filter((unit) => (unit.status ?? "SCHEDULED") !== "UNSCHEDULED");
    this.#watch(shown);
    const only = state.get("discipline") ?? "";
    const days = [...new Set(shown.map((unit) => dayOf(unit.start)).filter(Boolean))].sort();
    const day = days.includes(state.get("day")) ? state.get("day") : today(shown, days);
    const chosen = shown.filter((unit) => (!only || unit.discipline === only) && dayOf(unit.start) === day).sort(byStart);
    this.#choices(shown, days, day, only);
    fill(this.day, day ? dayName(day) : t("Schedule"));
    document.title = `${this.day.textContent} · ${document.documentElement.dataset.games}`;
    set(this.nothing, "hidden", chosen.length > 0);
    this.#cards("now", chosen.filter((unit) => RUNNING.has(unit.status)));
    this.#cards("changed", this.#recent(chosen).slice(0, 4));
    this.#cards("next", chosen.filter((unit) => AHEAD.has(unit.status ?? "SCHEDULED")).slice(0, 4));
    this.#sessions(chosen);
  }

  /** Remember what each unit was, to tell what changed while this page was open. */
  #watch(units) {
    const first = this.#seen.size === 0;
    for (const unit of units) {
      const { word, code } = standing(unit);
      const sign = `${code} ${unit.start ?? ""}`;
      if (!first && this.#seen.get(unit.rsc) !== sign) {
        this.#news = [unit.rsc, ...this.#news.filter((rsc) => rsc !== unit.rsc)].slice(0, 8);
        announce(`${unit.rsc} ${sign}`, `${pick(unit.name)}: ${word}`);
      }
      this.#seen.set(unit.rsc, sign);
    }
    if (first) announce("opened", "");
  }

  /** What changed last: first what this page saw change, then what ended or began most recently. */
  #recent(units) {
    const seen = this.#news.map((rsc) => units.find((unit) => unit.rsc === rsc)).filter(Boolean);
    const done = units.filter((unit) => changedAt(unit) && !RUNNING.has(unit.status)).sort((a, b) => changedAt(b).localeCompare(changedAt(a)));
    return [...new Set([...seen, ...done])];
  }

  #choices(units, days, day, only) {
    const choose = (list, name, items, now) =>
      keyed(list, items, ([value]) => value, () => h("li", {}, h("a", { "data-choice": name })), (node, [value, label, title]) => {
        const link = node.firstChild;
        fill(link, label);
        set(link, "data-value", value);
        set(link, "href", addressWith(name, value));
        set(link, "title", title);
        set(link, "aria-current", value === now ? "true" : null);
      });
    set(this.days.parentNode, "hidden", days.length < 2);
    choose(this.days, "day", days.map((one) => [one, dayShort(one), dayName(one)]), day);
    const sports = [...new Map(units.map((unit) => [unit.discipline, unit.sport || unit.discipline]))].sort((a, b) => a[1].localeCompare(b[1], language));
    choose(this.disciplines, "discipline", [["", t("All disciplines")], ...sports], only);
  }

  #cards(name, units) {
    set(this.parts[name], "data-empty", units.length === 0);
    keyed(this.lists[name], units, ({ rsc }) => rsc, makeCard, mendCard);
  }

  #sessions(units) {
    const groups = new Map();
    for (const unit of units) {
      const code = unit.session || unit.discipline;
      groups.set(code, [...(groups.get(code) ?? []), unit]);
    }
    keyed(this.sessions, [...groups], ([code]) => code, makeSession, (node, [code, own]) => {
      const { sport, venue_name: venue = "", venue: short = "" } = own[0];
      fill(node.named, sport);
      fill(node.about, [code === own[0].discipline ? "" : code, venue || short, clock(own[0].start)].filter(Boolean).join(" · "));
      fill(node.caption, `${sport} ${code}`);
      keyed(node.rows, own, ({ rsc }) => rsc, makeRow, mendRow);
    });
  }
}

/** The day to open with: one where something runs, else today, else the next one, else the last. */
function today(units, days) {
  const running = units.find((unit) => unit.status === "RUNNING");
  if (running) return dayOf(running.start);
  const now = dayOf(new Date().toISOString());
  return days.find((day) => day >= now) ?? days.at(-1) ?? "";
}

function versus({ sides = [] }) {
  return sides.length === 2 ? sides.map((side) => side.noc || side.name || side.id).join(" – ") : "";
}

function makeCard({ rsc }) {
  const card = h("li", { class: "card" });
  card.when = h("time");
  card.link = h("a", { href: unitPath(language, rsc) });
  card.about = h("span", { class: "about" });
  card.status = h("k-status");
  card.append(card.when, h("div", {}, card.link, card.about), card.status);
  return card;
}

function mendCard(card, unit) {
  fill(card.when, clock(unit.start));
  fill(card.link, pick(unit.name));
  fill(card.about, [unit.sport, versus(unit), unit.location || unit.venue_name].filter(Boolean).join(" · "));
  card.status.show(standing(unit));
  medal(card.link, unit.medal ?? 0);
}

/** Mark a link to a unit where medals are won. */
function medal(link, kind) {
  set(link, "data-medal", kind ? (kind === 1 ? "gold" : "bronze") : null);
  remake((link.badge ??= link.parentNode.insertBefore(h("span", { class: "badge" }), link.nextSibling)), kind, () =>
    kind ? [shape("medal"), h("span", { class: "away" }, kind === 1 ? t("Gold medal") : t("Bronze medal"))] : [],
  );
}

function makeSession() {
  const node = h("section", { class: "session" });
  node.named = h("h2");
  node.about = h("p", { class: "about" });
  node.caption = h("caption", { class: "away" });
  node.rows = h("tbody");
  const heads = [t("Time"), t("Unit"), t("Who"), t("Where"), t("Status")].map((label) => h("th", { scope: "col" }, label));
  node.append(h("header", {}, node.named, node.about), h("table", { class: "units" }, node.caption, h("thead", { class: "away" }, h("tr", {}, heads)), node.rows));
  return node;
}

function makeRow({ rsc }) {
  const row = h("tr");
  row.link = h("a", { href: unitPath(language, rsc) });
  row.status = h("k-status");
  row.columns = { when: h("td", { class: "time" }), who: h("td", { class: "who" }), where: h("td", { class: "where" }) };
  row.append(row.columns.when, h("th", { scope: "row" }, row.link), row.columns.who, row.columns.where, h("td", { class: "state" }, row.status));
  return row;
}

function mendRow(row, unit) {
  fill(row.columns.when, clock(unit.start));
  fill(row.link, pick(unit.name));
  fill(row.columns.who, versus(unit));
  fill(row.columns.where, unit.location || "");
  row.status.show(standing(unit));
  set(row, "data-shape", row.status.dataset.shape);
  medal(row.link, unit.medal ?? 0);
}

customElements.define("k-schedule", Schedule);
