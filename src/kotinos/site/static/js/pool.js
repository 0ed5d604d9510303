/* A pool: its table, and who beat whom as a cross table. */
import { fill, h, keyed, remake, set } from "./dom.js";
import { unitPath } from "./rsc.js";
import { clock, language, pick, t } from "./text.js";

const TABLE = ["played", "won", "tied", "lost", "for", "against", "diff", "points"];
const label = (code) =>
  ({
    played: [t("P"), t("Played")],
    won: [t("W"), t("Won")],
    tied: [t("D"), t("Drawn")],
    lost: [t("L"), t("Lost")],
    for: [t("F"), t("For")],
    against: [t("A"), t("Against")],
    diff: ["±", t("Difference")],
    points: [t("Pts"), t("Points")],
  })[code];

class Pool extends HTMLElement {
  /** Show one DT_POOL_STANDING. */
  show({ body }) {
    const { name, rows, units_complete: done = 0, units_total: all = 0 } = body;
    const open = done < all;
    const ordered = [...rows].sort((a, b) => a.sort_order - b.sort_order);
    remake(this, [body.phase, ordered.map(({ competitor }) => competitor.id).sort()], () => this.#build(ordered));
    fill(this.caption, pick(name));
    fill(this.about, open ? t("Projected: {done} of {all} matches played", { done, all }) : t("{done} of {all} matches played", { done, all }));
    set(this.table, "data-unfinished", open);
    keyed(this.body, ordered, ({ competitor }) => competitor.id, () => this.#row(ordered.length), (node, row) => this.#mend(node, row, ordered));
  }

  #build(rows) {
    this.caption = h("caption", { class: "away" });
    this.about = h("p", { class: "about" });
    this.body = h("tbody");
    const against = rows.map((_, at) => h("th", { scope: "col", class: "cross" }, String(at + 1)));
    const columns = TABLE.map((code) => h("th", { scope: "col", class: "number" }, h("abbr", { title: label(code)[1] }, label(code)[0])));
    const head = h("tr", {}, h("th", { scope: "col", class: "rank" }, t("Rank")), h("th", { scope: "col", class: "name" }, t("Name")), ...columns, ...against);
    this.table = h("table", { class: "pool results" }, this.caption, h("thead", {}, head), this.body);
    return [this.about, h("div", { class: "wide", tabindex: "-1" }, this.table)];
  }

  #row(size) {
    const row = h("tr");
    row.columns = { rank: h("td", { class: "rank" }), name: h("th", { scope: "row", class: "name" }) };
    row.values = TABLE.map((code) => h("td", { class: code === "points" ? "mark" : "number" }));
    row.crosses = Array.from({ length: size }, () => h("td", { class: "cross" }));
    row.append(row.columns.rank, row.columns.name, ...row.values, ...row.crosses);
    return row;
  }

  #mend(node, row, all) {
    fill(node.columns.rank, row.rank ? `${row.rank_equal ? "=" : ""}${row.rank}` : "");
    const { noc = "", name = "" } = row.competitor;
    remake(node.columns.name, [noc, name, row.qual], () => [
      h("span", { class: "noc" }, noc),
      h("span", { class: "who" }, name),
      row.qual ? h("abbr", { class: "tag qual", title: t("Qualified") }, row.qual) : null,
    ]);
    set(node, "data-qualified", Boolean(row.qual));
    set(node, "title", pick(row.why));
    TABLE.forEach((code, at) => fill(node.values[at], String(row[code] ?? (code === "points" ? "" : code === "diff" ? "" : 0))));
    all.forEach((other, at) => this.#cross(node.crosses[at], row, other));
  }

  #cross(cell, row, other) {
    const own = row.competitor.id === other.competitor.id;
    set(cell, "data-self", own);
    const met = own ? null : (row.opponents ?? []).find(({ competitor }) => competitor.id === other.competitor.id);
    remake(cell, [own, met?.result, met?.unit, met?.date, met?.time], () => {
      if (!met) return [];
      return h("a", { href: unitPath(language, met.unit), "data-open": !met.result }, met.result || clock(met.time) || met.time || "·");
    });
  }
}

customElements.define("k-pool", Pool);
