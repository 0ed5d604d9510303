/* One unit, from start list to official: what is happening now, what changed, what comes next. */
import { channel } from "./channels.js";
import { partOfRecord, sides } from "./columns.js";
import { fill, h, keyed, remake, say, set, shape } from "./dom.js";
import { announce, live, part } from "./page.js";
import { planned, schedule } from "./plan.js";
import { disciplineOf, eventOf, eventPath, unitPath } from "./rsc.js";
import { resultStanding, settled, standing } from "./status.js";
import { clock, clockSeconds, dayOf, dayShort, language, named, pick, t, tn } from "./text.js";
import { weather } from "./weather.js";
import "./results.js";

const DECIDED = new Set(["OFFICIAL", "UNOFFICIAL", "PROTESTED", "PROVISIONAL", "UNCONFIRMED"]);
const AHEAD = new Set(["SCHEDULED", "GETTING_READY", "DELAYED", "RESCHEDULED"]);
const outcome = (code) => ({ upheld: t("Upheld"), dismissed: t("Dismissed"), withdrawn: t("Withdrawn"), late: t("Out of time") })[code] ?? code;

class Unit extends HTMLElement {
  connectedCallback() {
    this.rsc = this.getAttribute("rsc");
    this.#build();
    const discipline = disciplineOf(this.rsc);
    live([channel("DT_RESULT", this.rsc), channel("DT_WEATHER", this.rsc), ...schedule(discipline)], (store) => this.#paint(store));
  }

  #build() {
    this.path = h("p", { class: "path" });
    this.heading = h("h1", {}, this.getAttribute("name"));
    this.status = h("k-status", { class: "large" });
    this.facts = h("ul", { class: "facts" });
    this.stamp = h("p", { class: "stamp", hidden: true }, shape("protest"), h("strong", {}, t("Under protest")), h("span"));
    this.open = h("p", { class: "open", hidden: true });
    this.score = h("div", { class: "score", hidden: true });
    this.results = h("k-results");
    this.nothing = h("p", { class: "nothing" }, t("No start list has been published yet."));
    this.changed = h("div", { class: "change" });
    this.protests = h("ul", { class: "lines" });
    this.records = h("tbody");
    this.notes = h("ul", { class: "lines" });
    this.next = h("ol", { class: "lines next" });
    this.parts = {
      changed: part(t("What changed"), this.changed),
      protests: part(t("Protests"), this.protests),
      records: part(t("Records"), h("table", { class: "records" }, h("caption", { class: "away" }, t("Records")), this.records)),
      notes: part(t("Notes"), this.notes),
      next: part(t("What comes next"), this.next),
    };
    this.replaceChildren(
      h("header", { class: "head" }, this.path, h("div", { class: "title" }, this.heading, this.status), this.facts, this.stamp, this.open, this.score),
      h("div", { class: "beside" }, h("div", { class: "main" }, this.results, this.nothing), h("aside", { "aria-label": t("About this unit") }, Object.values(this.parts))),
    );
  }

  #paint(store) {
    const frame = store.get("DT_RESULT", this.rsc);
    const plan = planned(store);
    const line = plan.find((unit) => unit.rsc === this.rsc) ?? frame?.body.unit;
    const unit = { ...line, ...frame?.body.unit };
    const discipline = plan[0]?.sport;
    const observed = store.all("DT_WEATHER").filter(({ rsc }) => rsc === this.rsc).flatMap(({ body }) => body.conditions);
    this.#head(frame, unit, pick(discipline) || named("discipline", disciplineOf(this.rsc)), line, observed);
    this.#rows(frame, unit);
    this.#beside(frame, plan, unit);
  }

  #head(frame, unit, discipline, line, observed) {
    const name = pick(unit.name) || this.getAttribute("name");
    const event = pick(frame?.body.event_name);
    remake(this.path, [discipline, event], () => [
      h("a", { href: `/${language}/?discipline=${disciplineOf(this.rsc)}` }, discipline),
      event ? h("a", { href: eventPath(language, this.rsc) }, event) : h("a", { href: eventPath(language, this.rsc) }, t("Event")),
    ]);
    fill(this.heading, name);
    const now = frame?.status ? resultStanding(frame.status) : standing(line ?? {});
    const scheduled = standing({ ...unit, result_status: "" });
    const stopped = ["INTERRUPTED", "SCHEDULED_BREAK"].includes(unit.status);
    this.status.show(stopped ? scheduled : now);
    document.title = `${name} · ${now.word} · ${document.documentElement.dataset.games}`;
    this.#facts(frame, unit, observed);
    const protested = frame?.body.protests?.find((protest) => protest.status !== "CLS");
    set(this.stamp, "hidden", !(protested || frame?.status === "PROTESTED"));
    fill(this.stamp.lastChild, protested ? `${protested.by}: ${protested.reason}` : "");
  }

  #facts(frame, unit, observed) {
    const start = unit.actual_start || unit.start || "";
    const wind = frame?.body.wind ?? "";
    const facts = [
      ["time", start ? `${dayShort(dayOf(start))} ${clock(start)}` : ""],
      ["venue", [unit.venue_name || unit.venue, unit.location].filter(Boolean).join(", ")],
      ["wind", wind ? t("Wind {value} m/s", { value: wind }) : ""],
      ["weather", observed.map(weather).join("; ")],
      ["medal", unit.medal ? (unit.medal === 1 ? t("Gold medal") : t("Bronze medal")) : ""],
      ["rule", pick(frame?.body.qualify)],
      ["protests", frame?.body.protest_until ? t("Protests until {time}", { time: clockSeconds(frame.body.protest_until) }) : ""],
    ].filter(([, text]) => text);
    keyed(this.facts, facts, ([name]) => name, ([name]) => h("li", { class: name }), (node, [, text]) => fill(node, text));
  }

  #rows(frame, unit) {
    const some = Boolean(frame?.body.rows?.length);
    set(this.nothing, "hidden", some);
    set(this.results, "hidden", !some);
    say(this.open, frame ? openSentence(frame) : "");
    set(this.score, "hidden", !(frame?.body.periods?.length || (unit.sides?.length === 2 && frame?.body.rows?.length === 2)));
    if (!some) return;
    if (!this.score.hidden) this.#score(frame);
    this.results.show(frame, {
      caption: `${pick(unit.name)}, ${resultStanding(frame.status).word}`,
      started: frame.status !== "START_LIST",
      settled: settled(frame.status) || frame.status === "START_LIST",
    });
  }

  #score(frame) {
    const two = sides(frame.body.rows).slice(0, 2);
    const shown = two.map(({ competitor, mark = "", irm = "", wlt = "" }) => [competitor.noc, competitor.name, irm || mark, wlt]);
    remake(this.score, shown, () =>
      shown.map(([noc, name, mark, wlt]) =>
        h("div", { class: "side", "data-won": wlt === "W" }, h("span", { class: "name" }, name || noc), h("strong", {}, mark || "–")),
      ),
    );
  }

  #beside(frame, plan, unit) {
    this.#change(frame);
    const body = frame?.body ?? {};
    const protests = body.protests ?? [];
    set(this.parts.protests, "hidden", protests.length === 0);
    keyed(this.protests, protests, ({ id }) => id, () => h("li"), (node, protest) => remake(node, protest, () => protestParts(protest)));
    const records = body.records ?? [];
    set(this.parts.records, "hidden", records.length === 0);
    keyed(this.records, records, recordKey, () => h("tr"), (node, record) => remake(node, record, () => recordParts(record)));
    set(this.parts.notes, "hidden", !body.notes?.length);
    remake(this.notes, body.notes ?? [], () => (body.notes ?? []).map((note) => h("li", {}, note)));
    this.#next(plan, unit);
  }

  #change(frame) {
    const change = frame?.body.change;
    set(this.parts.changed, "hidden", !change);
    if (!change) return;
    const sentence = pick(change.text);
    remake(this.changed, [frame.version, change], () => [
      h("p", {}, sentence),
      h("p", { class: "by" }, t("{time}, by {who}", { time: clockSeconds(change.at), who: change.by })),
    ]);
    announce(`${frame.key} ${frame.version}`, sentence);
  }

  #next(plan, unit) {
    const here = plan.find(({ rsc }) => rsc === this.rsc) ?? unit;
    const later = plan
      .filter(({ rsc, status = "SCHEDULED", start = "" }) => rsc !== this.rsc && AHEAD.has(status) && start > (here.start ?? ""))
      .sort((a, b) => (a.start < b.start ? -1 : 1));
    const own = later.filter(({ rsc }) => eventOf(rsc) === eventOf(this.rsc));
    const next = [...new Set([...own.slice(0, 2), ...later])].slice(0, 4);
    set(this.parts.next, "hidden", next.length === 0);
    keyed(this.next, next, ({ rsc }) => rsc, (one) => h("li", {}, h("time"), h("a", { href: unitPath(language, one.rsc) })), (node, one) => {
      fill(node.firstChild, clock(one.start));
      fill(node.lastChild, pick(one.name));
    });
  }
}

/** What is still open in a result that is not official, as one sentence; empty for a start list and an official result. */
function openSentence({ status, body }) {
  if (status === "START_LIST" || settled(status)) return "";
  const waiting = body.rows.filter((row) => !row.irm && !row.mark && !row.rank).length;
  if (!DECIDED.has(status) && waiting) {
    return tn("Projected: {n} competitor still to come.", "Projected: {n} competitors still to come.", waiting);
  }
  return t("Not official: this may still change.");
}

function protestParts({ by, reason, status, filed, outcome: ended = "", decision = "", decided = "", late = "", admitted = "", competitor }) {
  const open = status !== "CLS";
  const about = competitor?.name ? ` (${competitor.name})` : "";
  return [
    h("strong", {}, open ? named("protest", status) : outcome(ended)),
    ` ${by}: ${reason}${about} `,
    h("small", {}, open || !decided ? t("filed {time}", { time: clockSeconds(filed) }) : t("decided {time}", { time: clockSeconds(decided) })),
    late ? h("small", {}, " ", t("{seconds} s late", { seconds: late })) : null,
    admitted ? h("small", {}, " ", t("admitted: {reason}", { reason: admitted })) : null,
    decision ? h("p", {}, decision) : null,
  ];
}

const recordKey = ({ code, scope = "", part = "", holder = "", noc = "", mark, unit = "" }) => [code, scope, part, holder, noc, mark, unit].join("/");

function recordParts({ code, mark, holder = "", noc = "", date = "", place = "", scope = "", part = "", equalled = false, pending = false, unit }) {
  const said = [place, date, equalled ? t("equalled") : "", pending ? t("not ratified yet") : ""];
  return [
    h("th", { scope: "row", "data-new": Boolean(unit) }, h("abbr", { title: named("record", code) }, code), scope ? ` ${scope}` : "", part ? h("small", {}, partOfRecord(part)) : null),
    h("td", { class: "number" }, mark),
    h("td", {}, [holder, noc].filter(Boolean).join(" "), h("small", {}, said.filter(Boolean).join(", "))),
  ];
}

customElements.define("k-unit", Unit);
