/* One event: what is happening, its medals, ranking, trees, pools and phases. */
import { channel } from "./channels.js";
import { fill, h, keyed, remake, set } from "./dom.js";
import { addressWith, announce, live, past, state, versions } from "./page.js";
import { planned, schedule } from "./plan.js";
import { disciplineOf, phaseOf, unitPath } from "./rsc.js";
import { resultStanding, settled, standing } from "./status.js";
import { clock, dayOf, dayShort, language, named, pick, t } from "./text.js";
import { medalLine } from "./medals.js";
import "./bracket.js";
import "./pool.js";
import "./results.js";

const TYPES = ["DT_MEDALLISTS", "DT_RANKING", "DT_BRACKETS", "DT_POOL_STANDING", "DT_CUMULATIVE_RESULT", "DT_PHASE_RESULT"];

const DATED = ["DT_MEDALLISTS", "DT_RANKING"];

class EventPage extends HTMLElement {
  connectedCallback() {
    this.rsc = this.getAttribute("rsc");
    this.within = this.rsc.slice(0, 22);
    this.path = h("p", { class: "path" });
    this.heading = h("h1", {}, this.getAttribute("name"));
    this.jump = h("ol", { class: "choices" });
    this.dated = h("ol", { class: "choices dated", hidden: "", "aria-label": t("Versions by date") });
    this.sections = h("div", { class: "sections" });
    this.nothing = h("p", { class: "nothing" }, t("Nothing has been published of this event yet."));
    this.replaceChildren(
      h("header", { class: "head" }, this.path, this.heading, h("nav", { "aria-label": t("On this page") }, this.jump)),
      this.dated,
      this.sections,
      this.nothing,
    );
    const discipline = disciplineOf(this.rsc);
    const channels = [...TYPES.map((type) => channel(type, this.within)), ...schedule(discipline)];
    const instant = state.get("at");
    if (instant) past(channels, instant, (store) => this.#paint(store));
    else live(channels, (store) => this.#paint(store));
  }

  /** The list of dated versions: one a day, the last of them stands. It is asked for again when a new version comes. */
  async #history(frames) {
    const told = frames.filter(({ type }) => DATED.includes(type));
    const sign = told.map(({ key, version }) => `${key} ${version}`).join();
    if (sign === this.told) return;
    this.told = sign;
    const days = new Map();
    for (const found of await Promise.all(told.map(({ key }) => versions(key)))) {
      for (const { at } of found) if (at > (days.get(dayOf(at)) ?? "")) days.set(dayOf(at), at);
    }
    const dates = [...days.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    const shown = state.get("at");
    set(this.dated, "hidden", dates.length < 2 && !shown);
    remake(this.dated, [dates, shown], () =>
      dates.map(([day, at], n) => {
        const last = n === dates.length - 1;
        const here = shown ? at === shown : last;
        const text = last ? t("since {day}", { day }) : t("as published {day}", { day });
        return h("li", {}, h("a", { href: addressWith("at", last ? "" : at), "aria-current": here ? "true" : null }, text));
      }),
    );
  }

  #paint(store) {
    const plan = planned(store);
    const units = plan.filter((unit) => unit.rsc.startsWith(this.within) && unit.status !== "UNSCHEDULED");
    const frames = TYPES.flatMap((type) => store.all(type));
    const name = pick(frames[0]?.body.event_name) || this.getAttribute("name");
    fill(this.heading, name);
    document.title = `${name} · ${document.documentElement.dataset.games}`;
    const discipline = pick(plan[0]?.sport) || named("discipline", disciplineOf(this.rsc));
    remake(this.path, discipline, () => h("a", { href: `/${language}/?discipline=${disciplineOf(this.rsc)}` }, discipline));
    const sections = [...(units.length ? [unitsSection(units, name)] : []), ...frames.flatMap((frame) => sectionsOf(frame, units))];
    keyed(this.sections, sections, ({ id }) => id, makeSection, mendSection);
    keyed(this.jump, sections, ({ id }) => id, ({ id }) => h("li", {}, h("a", { href: `#${id}` })), (node, { title }) => fill(node.firstChild, title));
    set(this.nothing, "hidden", sections.length > 0);
    this.#history(frames);
    const newest = frames.reduce((latest, frame) => (frame.offset > (latest?.offset ?? 0) ? frame : latest), null);
    if (newest) announce(`${newest.key} ${newest.version}`, t("{title} has changed.", { title: sectionsOf(newest, units)[0]?.title ?? name }));
  }
}

const identifier = (frame) => frame.key.replace(/[^A-Za-z0-9]+/g, "-").replace(/-$/, "");

/** What one document gives to the page: one section, or for brackets one for each tree. */
function sectionsOf(frame, units) {
  const id = identifier(frame);
  const { body } = frame;
  const one = (title, tag, show, about = "") => [{ id, title, tag, show, about, frame }];
  switch (frame.type) {
    case "DT_MEDALLISTS":
      return one(t("Medallists"), "ul", (node) => showMedals(node, body));
    case "DT_RANKING":
      return one(t("Event ranking"), "k-results", (node) => node.show(frame, { caption: t("Event ranking"), settled: settled(frame.status) }), unfinished(frame));
    case "DT_BRACKETS":
      return body.brackets.map((tree) => ({ id: `${id}-${tree.code}`, title: treeName(tree.code), tag: "k-bracket", show: (node) => node.show(tree), about: "", frame }));
    case "DT_POOL_STANDING":
      return one(pick(body.name), "k-pool", (node) => node.show(frame));
    case "DT_CUMULATIVE_RESULT":
      return one(t("After {done} of {all} units", { done: body.units_complete ?? 0, all: body.units_total ?? 0 }), "k-results", (node) => node.show(cumulative(frame, units), { caption: t("Total"), settled: settled(frame.status) }), unfinished(frame));
    default:
      return one(pick(body.name), "k-results", (node) => node.show(frame, { caption: pick(body.name), settled: settled(frame.status), withUnit: unitName(units, pick(body.event_name)) }), phaseAbout(frame));
  }
}

/** What a tree leads to: `FNL` to gold, all others toward bronze or a place. */
function treeName(code) {
  if (code === "FNL") return t("Toward gold");
  return code.startsWith("BRN") ? t("Toward bronze") : t("Places");
}

const unfinished = (frame) => (settled(frame.status) || !frame.status ? "" : resultStanding(frame.status).word);

function phaseAbout({ body, status }) {
  const { units_complete: done = 0, units_total: all = 0 } = body;
  const word = done < all ? t("Projected: {done} of {all} units finished", { done, all }) : status ? resultStanding(status).word : "";
  return [word, pick(body.qualify)].filter(Boolean).join(" · ");
}

const unitName = (units, event) => (rsc) => {
  const unit = units.find((one) => one.rsc === rsc);
  return unit ? unit.number || shortName(unit, event) : rsc.slice(22, 26).replace(/-+$/, "");
};

/** A unit's name without that of its event, which already stands above. */
function shortName(unit, event) {
  const name = pick(unit.name);
  return name.startsWith(`${event} - `) ? name.slice(event.length + 3) : name;
}

/** A cumulative document as a result list: what each unit gave becomes a column. */
function cumulative(frame, units) {
  const rows = frame.body.rows.map(({ row, items = [] }) => ({ ...row, parts: Object.fromEntries(items.map((item) => [item.unit, item.irm || item.points || item.mark || ""])) }));
  const order = new Map(frame.body.rows.flatMap(({ items = [] }) => items.map((item) => [item.unit, item.order])));
  const names = Object.fromEntries([...order.keys()].map((rsc) => [rsc, unitName(units, pick(frame.body.event_name))(rsc)]));
  return { ...frame, body: { ...frame.body, rows, names, columns: [...order.keys()].sort((a, b) => order.get(a) - order.get(b)) } };
}

function showMedals(node, { medals }) {
  set(node, "class", "lines won");
  remake(node, medals, () => [...medals].sort((a, b) => (a.order ?? 1) - (b.order ?? 1)).map(medalLine));
}

function unitsSection(units, event) {
  return { id: "units", title: t("Units"), tag: "div", about: "", show: (node) => showUnits(node, units, event) };
}

function showUnits(node, units, event) {
  set(node, "class", "phases");
  const phases = new Map();
  for (const unit of [...units].sort((a, b) => (a.start ?? "").localeCompare(b.start ?? "") || a.rsc.localeCompare(b.rsc))) {
    phases.set(phaseOf(unit.rsc), [...(phases.get(phaseOf(unit.rsc)) ?? []), unit]);
  }
  keyed(node, [...phases], ([rsc]) => rsc, () => h("ul", { class: "lines" }), (list, [, own]) => keyed(list, own, ({ rsc }) => rsc, makeUnit, (item, unit) => mendUnit(item, unit, event)));
}

function makeUnit({ rsc }) {
  return h("li", { class: "unit" }, h("time"), h("a", { href: unitPath(language, rsc) }), h("k-status"));
}

function mendUnit(node, unit, event) {
  const [when, link, status] = node.children;
  fill(when, unit.start ? `${dayShort(dayOf(unit.start))} ${clock(unit.start)}` : "");
  fill(link, shortName(unit, event));
  status.show(standing(unit));
}

function makeSection({ id, tag }) {
  const node = h("section", { class: "part", id });
  node.named = h("h2");
  node.about = h("p", { class: "about" });
  node.inner = h(tag);
  node.append(node.named, node.about, node.inner);
  return node;
}

function mendSection(node, { title, about, show }) {
  fill(node.named, title);
  fill(node.about, about);
  show(node.inner);
}

customElements.define("k-event", EventPage);
