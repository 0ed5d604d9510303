/* The medal table, by gold or by total, and what each organisation won. */
import { channel } from "./channels.js";
import { fill, h, keyed, remake, set, shape } from "./dom.js";
import { addressWith, announce, live, state } from "./page.js";
import { eventPath } from "./rsc.js";
import { clockSeconds, language, named, pick, t } from "./text.js";

const METALS = ["gold", "silver", "bronze"];
const ORDERS = { gold: ["sort_rank", "rank", "rank_equal"], total: ["sort_rank_total", "rank_total", "rank_total_equal"] };
const TOTAL = { gold: 0, silver: 0, bronze: 0, total: 0 };
const metalName = (metal) => ({ gold: t("Gold"), silver: t("Silver"), bronze: t("Bronze") })[metal];
const counted = (counts, type) => ({ ...TOTAL, ...counts.find((count) => count.type === type) });

class Medals extends HTMLElement {
  connectedCallback() {
    this.about = h("p", { class: "about" });
    this.orders = h("ol", { class: "choices" });
    this.caption = h("caption", { class: "away" }, t("Medals"));
    this.heads = h("tr");
    this.body = h("tbody");
    this.foot = h("tfoot");
    this.table = h("table", { class: "medals" }, this.caption, h("thead", {}, this.heads), this.body, this.foot);
    this.nothing = h("p", { class: "nothing" }, t("No medal has been decided yet."));
    this.replaceChildren(
      h("header", { class: "head" }, h("h1", {}, t("Medals")), this.about, h("nav", { "aria-label": t("Order") }, this.orders)),
      h("div", { class: "wide", tabindex: "-1" }, this.table),
      this.nothing,
    );
    this.#head();
    this.addEventListener("click", (event) => this.#choose(event));
    this.body.addEventListener("keydown", (event) => this.#walk(event));
    live([channel("DT_MEDALS", "GEN"), channel("DT_MEDALLISTS")], (store) => this.#paint((this.store = store)));
  }

  #head() {
    const metals = METALS.map((metal) => h("th", { scope: "col", class: `number ${metal}` }, shape("medal"), h("span", {}, metalName(metal))));
    const head = (label, kind) => h("th", { scope: "col", class: kind }, label);
    this.heads.append(head(t("Rank"), "rank"), head(t("NOC"), "noc"), head(t("Name"), "name"), ...metals, head(t("Total"), "number"));
  }

  #choose(event) {
    const link = event.target.closest("a[data-choice]");
    const noc = event.target.closest("button[data-noc]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      state.set("by", link.dataset.value);
    } else if (noc) state.set("noc", state.get("noc") === noc.dataset.noc ? "" : noc.dataset.noc);
    else return;
    this.#paint(this.store);
  }

  #walk(event) {
    const buttons = [...this.body.querySelectorAll("button[data-noc]")];
    const at = buttons.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, to))].focus();
  }

  #paint(store) {
    const frame = store.all("DT_MEDALS")[0];
    const by = state.get("by") === "total" ? "total" : "gold";
    const [sort, rank, equal] = ORDERS[by];
    const { lines = [], totals = [], events_finished: done = 0, events_total: all = 0 } = frame?.body ?? {};
    set(this.nothing, "hidden", lines.length > 0);
    set(this.table, "hidden", lines.length === 0);
    document.title = [t("Medals"), document.documentElement.dataset.games].join(" · ");
    keyed(this.orders, [["gold", t("By gold")], ["total", t("By total")]], ([value]) => value, makeChoice, (node, [value, label]) => mendChoice(node, value, label, by));
    fill(this.about, frame ? [t("After {done} of {all} events", { done, all }), clockSeconds(frame.at)].join(" · ") : "");
    if (!frame) return;
    announce(`${frame.key} ${frame.version}`, t("The medal table has changed."));
    this.#rows([...lines].sort((a, b) => a[sort] - b[sort]), store, rank, equal);
    const sum = counted(totals, "TOT");
    remake(this.foot, sum, () => h("tr", {}, h("th", { scope: "row", colspan: "3" }, t("All medals")), ...[...METALS, "total"].map((metal) => h("td", { class: `number ${metal}` }, String(sum[metal])))));
  }

  #rows(lines, store, rank, equal) {
    const open = state.get("noc");
    const items = lines.flatMap((line) => (line.noc === open ? [{ line }, { line, detail: true }] : [{ line }]));
    keyed(this.body, items, ({ line, detail }) => line.noc + (detail ? " detail" : ""), ({ line, detail }) => (detail ? makeDetail() : makeLine(line)), (node, { line, detail }) => {
      if (detail) mendDetail(node, line, won(store, line.noc));
      else mendLine(node, line, `${line[equal] ? "=" : ""}${line[rank]}`, line.noc === open);
    });
  }
}

/** The medals of one organisation, in the order of their events. */
function won(store, noc) {
  return store
    .all("DT_MEDALLISTS")
    .flatMap(({ body }) => body.medals.map((medal) => ({ ...medal, event: body.event, event_name: body.event_name })))
    .filter(({ competitor }) => competitor.noc === noc);
}

const makeChoice = () => h("li", {}, h("a", { "data-choice": "by" }));

function mendChoice(node, value, label, now) {
  const link = node.firstChild;
  fill(link, label);
  set(link, "data-value", value);
  set(link, "href", addressWith("by", value));
  set(link, "aria-current", value === now ? "true" : null);
}

function makeLine({ noc }) {
  const row = h("tr");
  row.rank = h("td", { class: "rank" });
  row.open = h("button", { type: "button", "data-noc": noc });
  row.numbers = [...METALS, "total"].map((metal) => h("td", { class: `number ${metal}` }));
  row.append(row.rank, h("td", { class: "noc" }, noc), h("th", { scope: "row", class: "name" }, row.open), ...row.numbers);
  return row;
}

function mendLine(row, line, rank, open) {
  const counts = counted(line.counts, "TOT");
  fill(row.rank, rank);
  fill(row.open, pick(line.name) || line.noc);
  set(row.open, "aria-expanded", String(open));
  [...METALS, "total"].forEach((metal, at) => {
    const text = String(counts[metal]);
    const rose = row.numbers[at].textContent !== "" && row.numbers[at].textContent !== text;
    fill(row.numbers[at], text);
    set(row.numbers[at], "data-zero", text === "0");
    if (rose) row.dataset.changed = row.dataset.changed === "odd" ? "even" : "odd";
  });
}

function makeDetail() {
  return h("tr", { class: "detail" }, h("td", { colspan: "7" }));
}

function mendDetail(row, line, medals) {
  remake(row.firstChild, [line.counts, medals], () => [countTable(line), h("ul", { class: "lines won" }, medals.map(medalLine))]);
}

function countTable({ counts, name }) {
  const types = counts.filter(({ type }) => type !== "TOT");
  if (!types.length) return null;
  const heads = [h("td"), ...METALS.map((metal) => h("th", { scope: "col", class: "number" }, metalName(metal))), h("th", { scope: "col", class: "number" }, t("Total"))];
  const rows = types.map((count) =>
    h("tr", {}, h("th", { scope: "row" }, named("event_gender", count.type)), ...[...METALS, "total"].map((metal) => h("td", { class: "number" }, String(count[metal] ?? 0)))),
  );
  return h("table", { class: "counts" }, h("caption", { class: "away" }, pick(name)), h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows));
}

/** One medal as a line: its metal, whose, and in which event. */
export function medalLine({ medal, competitor, event, event_name: name }) {
  const metal = medal.replace("ME_", "").toLowerCase();
  return h(
    "li",
    { class: metal },
    shape("medal"),
    h("span", { class: "metal" }, metalName(metal)),
    h("span", { class: "noc" }, competitor.noc ?? ""),
    h("span", { class: "who" }, competitor.name || competitor.noc),
    name ? h("a", { href: eventPath(language, event) }, pick(name)) : null,
  );
}

customElements.define("k-medals", Medals);
