/* A result list: a real table whose rows are kept by competitor and mended in place. */
import { columnsOf } from "./columns.js";
import { fill, h, keyed, set } from "./dom.js";
import { pick, t } from "./text.js";

function cellsOf(columns) {
  return columns.map(({ id, kind, soft, optional }) => {
    const place = { class: soft ? `${kind} soft` : kind, "data-column": id, "data-optional": Boolean(optional) };
    return id === "name" ? h("th", { scope: "row", ...place }) : h("td", place);
  });
}

class Results extends HTMLElement {
  #shown = "";
  #signs = "";

  #build() {
    if (this.table) return;
    this.caption = h("caption", { class: "away" });
    this.heads = h("tr");
    this.body = h("tbody");
    this.table = h("table", { class: "results" }, this.caption, h("thead", {}, this.heads), this.body);
    this.why = h("p", { class: "why", id: `why-${Results.count++}` });
    this.append(h("div", { class: "wide", tabindex: "-1" }, this.table), this.why);
    this.body.addEventListener("focusin", (event) => this.#explain(event.target.closest("tr")));
    this.body.addEventListener("pointerover", (event) => this.#explain(event.target.closest("tr")));
    this.body.addEventListener("pointerleave", () => this.#explain(this.body.contains(document.activeElement) ? document.activeElement : null));
    this.body.addEventListener("keydown", (event) => this.#walk(event));
    this.#explain(null);
  }

  /** Show the rows of a document. `started`: there are marks to show. `settled`: nothing will change by itself any more. */
  show(frame, { caption, started = true, settled = true, withUnit = null, highlight = true } = {}) {
    this.#build();
    const { body } = frame;
    fill(this.caption, caption);
    set(this.table, "data-unfinished", !settled);
    const columns = columnsOf(body, started, withUnit);
    this.#head(columns);
    const rows = [...body.rows].sort((a, b) => a.sort_order - b.sort_order);
    const news = highlight && this.#shown !== "" && this.#shown !== `${frame.key} ${frame.version}`;
    this.#shown = `${frame.key} ${frame.version}`;
    this.rows = rows;
    keyed(this.body, rows, (row) => row.competitor.id + (row.competitor.id === "TBD" ? row.sort_order : ""), () => this.#make(columns), (node, row) => {
      node.row = row;
      columns.forEach((column, at) => column.put(node.children[at], row));
      set(node, "data-out", Boolean(row.irm));
      set(node, "data-waiting", started && !row.irm && !row.mark && !row.rank);
      set(node, "data-qualified", Boolean(row.qual));
      // Two names for one fade: a row that changes twice in a row fades anew, without a forced layout to restart it.
      if (news) set(node, "data-changed", row.changed ? (frame.version % 2 ? "odd" : "even") : null);
    });
    this.#roving();
    set(this.why, "hidden", !rows.some((row) => row.why));
    if (this.explained) this.#explain(this.explained.isConnected ? this.explained : null);
  }

  #head(columns) {
    const signs = JSON.stringify(columns.map(({ id, label }) => [id, label]));
    if (signs === this.#signs) return;
    this.#signs = signs;
    // The rows stay, so that the one with the focus keeps it; only their cells are new.
    for (const row of this.body.children) row.replaceChildren(...cellsOf(columns));
    this.heads.replaceChildren(
      ...columns.map(({ id, label, kind, title, optional }) =>
        h("th", { scope: "col", class: kind, "data-column": id, title, "data-optional": Boolean(optional) }, label),
      ),
    );
  }

  #make(columns) {
    return h("tr", { tabindex: "-1", "aria-describedby": this.why.id }, cellsOf(columns));
  }

  #roving() {
    const rows = [...this.body.children];
    const chosen = rows.find((row) => row === document.activeElement) ?? rows.find((row) => row.tabIndex === 0) ?? rows[0];
    for (const row of rows) set(row, "tabindex", row === chosen ? "0" : "-1");
  }

  #walk(event) {
    const rows = [...this.body.children];
    const at = rows.indexOf(event.target.closest("tr"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    this.#roving();
  }

  #explain(node) {
    this.explained = node;
    for (const row of this.body.querySelectorAll("[data-explained]")) if (row !== node) row.removeAttribute("data-explained");
    if (!node?.row) return fill(this.why, t("Move along the rows to see why each stands where it stands."));
    node.setAttribute("data-explained", "");
    const { competitor, why, rank } = node.row;
    const name = competitor.print_name || competitor.name || competitor.id;
    const reason = pick(why);
    if (reason) return fill(this.why, t("{name}: {reason}", { name, reason }));
    return fill(this.why, rank === 1 ? t("{name} stands first.", { name }) : name);
  }
}
Results.count = 0;
customElements.define("k-results", Results);
