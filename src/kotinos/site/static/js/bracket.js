/* A tree of matches: one column for each round, lines from a match to the next, and the arrow keys to walk it. */
import { fill, h, keyed, remake, set } from "./dom.js";
import { unitPath } from "./rsc.js";
import { resultStanding } from "./status.js";
import { clock, language, pick, t } from "./text.js";

class Tree extends HTMLElement {
  #build() {
    if (this.rounds) return;
    this.rounds = h("ol", { class: "rounds" });
    this.append(h("div", { class: "wide", tabindex: "-1" }, this.rounds));
    this.addEventListener("keydown", (event) => this.#walk(event));
    for (const kind of ["focusin", "pointerover"]) this.addEventListener(kind, (event) => this.#follow(event.target.closest("[data-who]")));
    for (const kind of ["focusout", "pointerleave"]) this.addEventListener(kind, () => this.#follow(null));
  }

  /** Show one `Bracket` of a DT_BRACKETS document. */
  show({ rounds }) {
    this.#build();
    keyed(this.rounds, rounds, ({ code }) => code, makeRound, (node, round) => {
      fill(node.named, pick(round.name) || round.code);
      const items = [...round.items].sort((a, b) => a.position - b.position || a.order - b.order);
      keyed(node.items, items, ({ unit }) => unit, makeItem, mendItem);
    });
    for (const match of this.querySelectorAll("a.match")) match.tabIndex = -1;
    const first = this.querySelector("a.match:focus") ?? this.querySelector("a.match");
    if (first) first.tabIndex = 0;
  }

  #follow(place) {
    const who = place?.dataset.who ?? "";
    for (const one of this.querySelectorAll("[data-who]")) set(one, "data-same", Boolean(who) && one.dataset.who === who);
  }

  #walk(event) {
    const match = event.target.closest("a.match");
    const columns = [...this.rounds.children].map((round) => [...round.querySelectorAll("a.match")]);
    const round = columns.findIndex((column) => column.includes(match));
    if (round < 0) return;
    const at = columns[round].indexOf(match);
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const near = (column) => column?.[Math.min(column.length - 1, Math.floor((at * column.length) / columns[round].length))];
    const to = {
      ArrowDown: columns[round][at + 1],
      ArrowUp: columns[round][at - 1],
      [forward]: near(columns[round + 1]),
      [backward]: near(columns[round - 1]),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    match.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }
}

function makeRound() {
  const node = h("li", { class: "round" });
  node.named = h("h4");
  node.items = h("ol", { class: "matches" });
  node.append(node.named, node.items);
  return node;
}

function makeItem({ unit }) {
  const node = h("li");
  node.match = h("a", { class: "match", href: unitPath(language, unit) });
  node.about = h("span", { class: "about" });
  node.places = h("span", { class: "places" });
  node.match.append(node.about, node.places);
  node.append(node.match);
  return node;
}

function mendItem(node, item) {
  const state = item.status ? resultStanding(item.status) : null;
  fill(node.about, [clock(item.time) || item.time || "", state && state.code !== "OFFICIAL" ? state.word : ""].filter(Boolean).join(" · "));
  set(node, "data-unfinished", item.status !== "OFFICIAL");
  const places = [...(item.places ?? [])].sort((a, b) => a.pos - b.pos);
  keyed(node.places, places, ({ pos }) => String(pos), () => h("span", { class: "place" }), (place, value) => mendPlace(place, value));
}

function mendPlace(node, place) {
  const { competitor, result = "", wlt = "", irm = "" } = place;
  const known = !["TBD", "BYE"].includes(competitor.id);
  set(node, "data-who", known ? competitor.id : null);
  set(node, "data-won", wlt === "W");
  remake(node, [competitor.id, competitor.name, competitor.noc, result, wlt, irm, place.previous_unit], () => [
    h("span", { class: "noc" }, known ? (competitor.noc ?? "") : ""),
    h("span", { class: "who" }, known ? competitor.name || competitor.noc : origin(place)),
    h("span", { class: "mark" }, irm || result),
    wlt === "W" ? h("span", { class: "away" }, t("won")) : null,
  ]);
}

/** Who will stand in a place that is still open. */
function origin({ competitor, previous_wlt: wlt = "", previous_rank: rank = 0 }) {
  if (competitor.id === "BYE") return t("Bye");
  if (rank) return t("Place {n} of its pool", { n: rank });
  return { W: t("Winner to come"), L: t("Loser to come") }[wlt] ?? t("To be decided");
}

customElements.define("k-bracket", Tree);
