/* A grid that is worked by keyboard: move, type, commit. It knows nothing of sending; it says what was typed where. */
import { fill, h, keyed, remake, set } from "../dom.js";
import { t } from "../text.js";
import { cellOf } from "./outbox.js";
import { head, spoken, state } from "./words.js";

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class Grid extends HTMLElement {
  #columns = [];
  #rows = [];
  #signs = "";
  #input = null;
  #place = null; // the cell that has, or had last, the focus

  /** `open(key)` when typing begins; `commit(key, text, opened)` when it ends, with what `open` gave; `key(event, key)` for keys of the
   *  page's own, which returns whether it took one. */
  start({ caption, open, commit, key }) {
    this.open = open;
    this.commit = commit;
    this.key = key;
    this.caption = h("caption", { class: "away" });
    this.heads = h("tr");
    this.body = h("tbody");
    fill(this.caption, caption);
    this.table = h("table", { class: "grid", role: "grid" }, this.caption, h("thead", {}, this.heads), this.body);
    this.replaceChildren(h("div", { class: "wide" }, this.table));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("focusin", ({ target }) => this.#focused(target));
    this.addEventListener("dblclick", ({ target }) => {
      const cell = target.closest("td[data-cell]");
      if (cell) this.#edit(cell);
    });
    this.addEventListener("pointerdown", ({ target }) => {
      const cell = target.closest("td[data-cell]");
      if (cell && this.#input && this.#input.parentNode !== cell) this.#finish();
    });
  }

  /** Show rows `{ id, before: [texts], name, cells, after: [texts], lines }` under columns; `cells` by slot are `{ text, state, note }`. */
  show({ columns, rows, before, ends }) {
    const signs = JSON.stringify([columns, before, ends]);
    this.#columns = columns;
    this.#rows = rows;
    if (signs !== this.#signs) {
      this.#signs = signs;
      this.#finish();
      this.body.byKey = new Map();
      this.body.replaceChildren();
      this.heads.replaceChildren(
        ...before.map((label) => h("th", { scope: "col" }, label)),
        ...columns.map((column) => h("th", { scope: "col", class: "cell", title: spoken(column) }, head(column))),
        ...ends.map((label) => h("th", { scope: "col", class: "number" }, label)),
      );
    }
    const lines = rows.flatMap((row) => [row, ...row.lines.map((line, n) => ({ ...line, id: `${row.id} ${n}`, line: true }))]);
    keyed(this.body, lines, ({ id }) => id, (row) => (row.line ? this.#makeLine(before.length + columns.length + ends.length) : this.#make(row, before, ends)), (node, row) => (row.line ? mendLine(node, row) : this.#mend(node, row)));
    this.#roving();
  }

  #make(row, before, ends) {
    const node = h("tr", { "data-row": row.id });
    node.before = before.map((_, n) => (n === before.length - 1 ? h("th", { scope: "row" }) : h("td", { class: "soft" })));
    node.cells_ = this.#columns.map((column) => {
      const cell = h("td", { class: "cell", role: "gridcell", tabindex: "-1", "data-cell": cellOf(row.competitor, column.slot), "data-slot": column.slot });
      cell.shown = h("span", { class: "shown" });
      cell.note = h("small", { class: "note" });
      cell.append(cell.shown, cell.note);
      return cell;
    });
    node.ends = ends.map(() => h("td", { class: "number" }));
    node.append(...node.before, ...node.cells_, ...node.ends);
    return node;
  }

  #mend(node, row) {
    node.before.forEach((cell, n) => remake(cell, row.before[n], () => row.before[n]));
    this.#columns.forEach((column, n) => {
      const cell = node.cells_[n];
      const { text = "", state: code = "", note = "" } = row.cells[column.slot] ?? {};
      const [sign, word] = state(code);
      fill(cell.shown, text);
      fill(cell.note, note || [sign, word].filter(Boolean).join(" "));
      set(cell, "data-state", code || null);
      set(cell, "aria-label", [row.name, spoken(column), text || t("empty"), word].filter(Boolean).join(", "));
    });
    node.ends.forEach((cell, n) => fill(cell, row.ends[n] ?? ""));
    set(node, "data-out", row.out);
  }

  #makeLine(width) {
    const node = h("tr", { class: "line" });
    node.said = h("div", { class: "said" });
    node.append(h("td", { colspan: String(width) }, node.said));
    return node;
  }

  /** Whether somebody types in the grid now. */
  get typing() {
    return this.#input !== null;
  }

  /** Put the focus on a cell, and open it with `text` where one is given. */
  focusCell(key, text = null) {
    const cell = this.#cell(key);
    if (!cell) return;
    cell.focus();
    if (text !== null) this.#edit(cell, text);
  }

  #cell(key) {
    return [...this.body.querySelectorAll("td[data-cell]")].find((cell) => cell.dataset.cell === key);
  }

  #roving() {
    const all = [...this.body.querySelectorAll("td[data-cell]")];
    const chosen = all.find((cell) => cell.dataset.cell === this.#place) ?? all[0];
    for (const cell of all) set(cell, "tabindex", cell === chosen ? "0" : "-1");
  }

  #focused(target) {
    const cell = target.closest("td[data-cell]");
    if (!cell) return;
    this.#place = cell.dataset.cell;
    this.#roving();
  }

  #pressed(event) {
    const cell = event.target.closest("td[data-cell]");
    if (!cell || event.isComposing) return;
    if (this.#input) this.#pressedInside(event, cell);
    else this.#pressedAtRest(event, cell);
  }

  #pressedInside(event, cell) {
    const { key, shiftKey } = event;
    if (key === "Escape") {
      event.preventDefault();
      this.#close();
      cell.focus();
    } else if (key === "Enter" || key === "ArrowUp" || key === "ArrowDown") {
      event.preventDefault();
      this.#finish();
      this.#go(cell, key === "ArrowUp" || (key === "Enter" && shiftKey) ? -1 : 1, key === "Enter");
    } else if (key === "Tab") {
      this.#finish();
      this.#step(event, cell, shiftKey ? -1 : 1);
    }
  }

  #pressedAtRest(event, cell) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (this.key(event, cell.dataset.cell)) return event.preventDefault();
    if (ctrlKey || metaKey || altKey) return;
    if (key in MOVES || key === "Home" || key === "End") {
      event.preventDefault();
      this.#move(cell, key);
    } else if (key === "Enter" || key === "F2") {
      event.preventDefault();
      this.#edit(cell);
    } else if (key === "Tab") {
      this.#step(event, cell, shiftKey ? -1 : 1);
    } else if (key === "Delete" || key === "Backspace") {
      event.preventDefault();
      if (cell.shown.textContent) this.commit(cell.dataset.cell, "", this.open(cell.dataset.cell));
    } else if (key.length === 1 && key !== "?" && key !== " ") {
      event.preventDefault();
      this.#edit(cell, key);
    }
  }

  #edit(cell, text = null) {
    this.#finish();
    const label = cell.getAttribute("aria-label");
    const input = h("input", { class: "edit", "aria-label": label, autocomplete: "off", autocapitalize: "off", spellcheck: "false", inputmode: "text" });
    input.value = text ?? cell.shown.textContent;
    input.before_ = cell.shown.textContent;
    input.fresh = text !== null;
    // What is seen now is what the new value replaces, whatever arrives while somebody types.
    input.opened = this.open(cell.dataset.cell);
    this.#input = input;
    cell.append(input);
    set(cell, "data-editing", true);
    input.focus();
    if (text === null) input.select();
    input.addEventListener("blur", () => this.#input === input && this.#finish());
  }

  /** Commit what is being typed; a text that was opened and not changed says nothing new. */
  #finish() {
    const input = this.#input;
    if (!input) return;
    const cell = input.parentNode;
    const text = input.value.trim();
    const said = text !== input.before_ || (input.fresh && cell.dataset.state);
    this.#close();
    if (said) this.commit(cell.dataset.cell, text, input.opened);
  }

  #close() {
    const input = this.#input;
    this.#input = null;
    if (!input) return;
    set(input.parentNode, "data-editing", null);
    input.remove();
  }

  #move(cell, key) {
    const row = [...cell.parentNode.cells_];
    const at = row.indexOf(cell);
    if (key === "Home" || key === "End") return row.at(key === "Home" ? 0 : -1).focus();
    const [down, right] = MOVES[key];
    const mirrored = getComputedStyle(this).direction === "rtl" ? -right : right;
    if (down) this.#go(cell, down, false);
    else row[at + mirrored]?.focus();
  }

  /** To the row above or below. `wrap`: after the last row to the first of the next column, where Enter goes down the columns. */
  #go(cell, by, wrap) {
    if (wrap && this.dataset.enter === "across") return this.#across(cell, by);
    const rows = [...this.body.querySelectorAll("tr[data-row]")];
    const at = cell.parentNode.cells_.indexOf(cell);
    const to = rows[rows.indexOf(cell.parentNode) + by];
    const next = to ?? (wrap ? rows.at(by > 0 ? 0 : -1) : null);
    (next?.cells_[to ? at : at + by] ?? cell).focus();
  }

  #across(cell, by) {
    const all = [...this.body.querySelectorAll("td[data-cell]")];
    (all[all.indexOf(cell) + by] ?? cell).focus();
  }

  /** Tab: the next cell; after the last one, and before the first, out of the grid as everywhere. */
  #step(event, cell, by) {
    const all = [...this.body.querySelectorAll("td[data-cell]")];
    const to = all[all.indexOf(cell) + by];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }
}

function mendLine(node, { sign, make }) {
  remake(node.said, sign, make);
}

customElements.define("k-grid", Grid);
