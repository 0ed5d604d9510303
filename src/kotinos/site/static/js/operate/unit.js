/* The desk of one unit: what stands, what is typed, what waits, what was decided. */
import { fill, h, remake, say, set } from "../dom.js";
import { part, showLink } from "../page.js";
import { unitPath } from "../rsc.js";
import { resultStanding } from "../status.js";
import { clock, dayOf, dayShort, language, pick, t } from "../text.js";
import { form, reason } from "./asking.js";
import { decide, held, nameOf, statusButtons, ties } from "./decisions.js";
import "./grid.js";
import * as journal from "./journal.js";
import { MatchStrip } from "./match.js";
import * as messages from "./messages.js";
import { cellOf, Outbox, stuck } from "./outbox.js";
import { file, protests } from "./protests.js";
import { ask, signedIn, signInAgain } from "./session.js";
import { observe, show as showWeather } from "./weather.js";
import { contests, lineUp, upwards } from "./teams.js";
import { slotName } from "./words.js";

const SOON = 50; // ms after which what was just recorded is asked for again
const AGAIN = 1000; // ms after which a platform that did not answer is asked again

class Desk extends HTMLElement {
  #sheet = null;
  #tag = "";
  #seq = 0;
  #last = Date.now();
  #saved = new Map(); // cell → state of what was typed on this page and answered
  #undoable = [];
  #lines = [];
  #heights = [];
  #group = ""; // of columns, that is shown: a dive, an apparatus
  #asking = false;
  #up = true;

  async connectedCallback() {
    this.rsc = this.getAttribute("rsc");
    this.me = await signedIn();
    this.#build();
    this.outbox = new Outbox(this.me.name, this.rsc, {
      changed: () => this.#paint(),
      durable: (entry, answer) => this.#durable(entry, answer),
      link: (up) => this.#link(up),
    });
    this.outbox.pump();
    this.#follow();
  }

  #build() {
    this.heading = h("h1", {}, this.getAttribute("name"));
    this.status = h("k-status", { class: "large" });
    this.facts = h("ul", { class: "facts" });
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.unsent = h("p", { class: "unsent", role: "status", hidden: true });
    this.unranked = h("p", { class: "open", hidden: true });
    this.moves = h("p", { class: "choose", role: "group", "aria-label": t("Status") });
    this.match = new MatchStrip(this.rsc, (step) => this.#step(step), () => this.#fresh());
    this.contests = h("div", { class: "wide", hidden: true });
    this.path = h("p", { class: "path" });
    this.who = h("button", { type: "button", hidden: true }, t("Who plays"));
    this.groups = h("p", { class: "choices", role: "group", "aria-label": t("Part"), hidden: true });
    this.grid = h("k-grid");
    this.own = h("k-grid", { class: "own", hidden: true });
    this.add = h("button", { type: "button", hidden: true }, t("Add a height"));
    this.held = h("ul", { class: "lines" });
    this.ties = h("ul", { class: "lines" });
    this.protests = h("ul", { class: "lines" });
    this.file = h("button", { type: "button" }, t("File a protest"));
    this.weather = h("ul", { class: "lines" });
    this.observe = h("button", { type: "button" }, t("Record the weather"));
    this.journal = h("ol", { class: "lines journal" });
    this.parts = {
      held: part(t("Held: a device said it, nobody has confirmed it"), this.held),
      ties: part(t("Ties"), this.ties),
      protests: part(t("Protests"), h("div", {}, this.protests, h("p", { class: "choose" }, this.file))),
      weather: part(t("Weather"), h("div", {}, this.weather, h("p", { class: "choose" }, this.observe))),
      journal: part(t("Journal of this unit"), this.journal),
    };
    this.replaceChildren(
      h("header", { class: "head" }, this.path, h("div", { class: "title" }, this.heading, this.status), this.facts, this.moves, this.problem, this.unsent, this.unranked),
      h("div", { class: "beside" }, h("div", { class: "main" }, this.match.node, this.own, this.groups, this.grid, this.contests, h("p", { class: "choose" }, this.add, this.who)), h("aside", { "aria-label": t("About this unit") }, Object.values(this.parts))),
    );
    for (const [grid, caption] of [[this.grid, this.getAttribute("name")], [this.own, t("Values of the unit")]]) {
      grid.start({ caption, open: (key) => this.#opened(key), commit: (key, text, opened) => this.#commit(key, text, { opened }), key: (event, key) => this.#key(event, key) });
    }
    this.add.addEventListener("click", () => this.#addHeight());
    this.who.addEventListener("click", async () => this.#act(await lineUp(this.#sheet)));
    this.file.addEventListener("click", async () => this.#act(await file(this.#sheet)));
    this.observe.addEventListener("click", async () => this.#act(await observe(this.#sheet)));
    document.addEventListener("keydown", (event) => {
      if (event.target.closest("input, textarea, dialog")) return;
      const undo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
      const space = event.key === " " && !event.target.closest("button, a, select");
      if (undo) this.#undoLast();
      if (undo || (space && this.match.toggle())) event.preventDefault();
    });
    addEventListener("beforeunload", (event) => this.outbox.entries.some(({ state }) => state !== "durable") && event.preventDefault());
  }

  /* -- following the platform ---------------------------------------------------------------------------------------- */

  async #follow() {
    for (;;) {
      const answer = await ask(`/units/${this.rsc}?${new URLSearchParams({ seen: this.#tag })}`).catch(() => null);
      if (answer?.status === 401) {
        await signInAgain();
      } else if (!answer || answer.status >= 500) {
        this.#link(false);
        await new Promise((resume) => setTimeout(resume, AGAIN));
      } else if (answer.status >= 400) {
        say(this.problem, answer.body.what);
        document.documentElement.dataset.ready = "";
        return;
      } else {
        this.#link(true);
        if (answer.status === 200) this.#take(answer);
      }
    }
  }

  #take({ body, headers }) {
    this.#tag = headers.get("x-sheet");
    // Told before what was just recorded was shown: the next one will have it.
    if (Number(headers.get("x-seq")) < this.#seq) return;
    this.#sheet = body;
    this.match.show(body, headers.get("date"));
    this.#paint();
    this.#readJournal();
    document.documentElement.dataset.ready = "";
  }

  /** The sheet with everything that was typed here; nothing while some of it is on its way. */
  async #fresh() {
    while (!this.outbox.entries.some((entry) => !stuck(entry))) {
      const answer = await ask(`/units/${this.rsc}`).catch(() => null);
      if (answer?.status === 200 && Number(answer.headers.get("x-seq")) >= this.#seq) {
        this.#take(answer);
        return this.#sheet;
      }
      await new Promise((resume) => setTimeout(resume, answer ? SOON : AGAIN));
    }
    return null;
  }

  async #readJournal() {
    this.#lines = await journal.read(this.rsc);
    journal.show(this.journal, this.#lines, { name: (id) => this.#name(id), what: (slot) => this.#called(slot), undo: (line) => this.#undo(line.id, this.#cellsOf(line.changes)) });
    if (this.outbox.entries.some(({ state }) => state === "conflict")) this.#paint();
  }

  #link(up) {
    if (up) this.#last = Date.now();
    this.#up = up;
    showLink({ live: up, last: this.#last });
    if (up) this.outbox?.pump();
  }

  /* -- typing ------------------------------------------------------------------------------------------------------- */

  #standing(key) {
    const [competitor, slot] = key.split("|");
    const row = this.#sheet.rows.find((one) => one.competitor.id === competitor);
    return (competitor ? row?.cells?.[slot] : this.#sheet.own_cells?.[slot]) ?? null;
  }

  /** What a person sees in a cell: what stands there, or what stood there when an entry that still waits was typed. */
  #opened(key) {
    const before = this.outbox.of(key);
    const item = before?.items.find(({ competitor, slot }) => cellOf(competitor, slot) === key);
    return { seen: item && stuck(before) ? item.seen : (this.#standing(key)?.value ?? null) };
  }

  async #commit(key, text, { opened = this.#opened(key), agree = false } = {}) {
    const [competitor, slot] = key.split("|");
    const standing = this.#standing(key);
    const before = this.outbox.of(key);
    if (!before && !this.#waiting(key).length && text === (standing?.text ?? "")) return this.#paint();
    const { seen } = opened;
    const locked = this.#sheet.locked || standing?.held;
    let why = "";
    if (locked) {
      why = await reason(t("{name}, {what}: {before} becomes {after}.", { name: this.#name(competitor), what: this.#called(slot), before: standing?.text || "–", after: text || "–" }));
      if (why === null) return this.#gridOf(key).focusCell(key, text);
    }
    this.#saved.delete(key);
    this.outbox.add({ items: [{ competitor, slot, text, seen }], reason: why, agree });
    return undefined;
  }

  #durable(entry, answer) {
    this.#seq = Math.max(this.#seq, answer.seq);
    const proposed = answer.kind === "mark_proposed";
    for (const key of entry.cells) this.#saved.set(key, proposed ? "proposed" : "durable");
    if (!proposed) for (const value of answer.values) this.#write(value);
    if (!entry.undo && answer.outcome === "accepted" && !proposed) this.#undoable.push(entry);
  }

  /** What is durable stands here at once; the sheet that follows says the same. */
  #write({ competitor, slot, value, text }) {
    const row = this.#sheet?.rows.find((one) => one.competitor.id === competitor);
    const cells = competitor ? row && (row.cells ??= {}) : (this.#sheet.own_cells ??= {});
    if (!cells) return;
    if (value === null) delete cells[slot];
    else cells[slot] = { ...cells[slot], value, text };
  }

  #key(event, key) {
    const entry = this.outbox.of(key);
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (entry && stuck(entry) && event.key === "Enter") return this.#mend(entry, key), true;
    if (entry && stuck(entry) && event.key === "Escape") return this.outbox.drop(entry), true;
    if (plain && event.key.toLowerCase() === "a" && this.#agreeable(key)) return this.#commit(key, this.#agreeable(key).text, { agree: true }), true;
    if (plain && event.key.toLowerCase() === "h" && this.#sheet.kind === "heights") return this.#addHeight(), true;
    if (plain && ["+", "-"].includes(event.key)) return this.#count(key, event.key === "+" ? 1 : -1);
    if (event.key === "PageDown" || event.key === "PageUp") return this.#turn(event.key === "PageDown" ? 1 : -1);
    return false;
  }

  #count(key, by) {
    const column = this.#sheet.columns.find(({ slot }) => slot === key.split("|")[1]);
    if (!column?.step) return false;
    const entry = this.outbox.of(key);
    const now = Number((entry && !stuck(entry) ? entry.items[0].text : this.#standing(key)?.text) || 0);
    if (Number.isInteger(now) && now + by >= 0) this.#commit(key, String(now + by));
    return true;
  }

  async #giveReason(entry) {
    if (this.#asking) return;
    this.#asking = true;
    const why = await reason(t("What officials decided changes only with a reason."));
    this.#asking = false;
    if (why) this.outbox.again(entry, { reason: why });
  }

  /* -- undo ---------------------------------------------------------------------------------------------------------- */

  #undoLast() {
    const waiting = this.outbox.entries.findLast((entry) => !entry.undo && !stuck(entry));
    const entry = waiting ?? this.#undoable.pop();
    if (entry) this.#undo(entry.event ?? entry.id, entry.cells);
  }

  async #undo(event, cells) {
    const why = this.#sheet.locked ? await reason(t("An official result is put back to what it was before.")) : t("Undo at the desk");
    if (why) this.outbox.add({ items: [], undo: event, reason: why, cells });
  }

  #cellsOf(changes) {
    return changes.map(({ competitor, slot }) => cellOf(competitor, slot));
  }

  /* -- two people ---------------------------------------------------------------------------------------------------- */

  #waiting(key) {
    return (this.#sheet.waiting ?? []).filter(({ competitor, slot }) => cellOf(competitor, slot) === key);
  }

  #agreeable(key) {
    return this.#waiting(key).find(({ by, hidden = false }) => by !== this.me.name && !hidden) ?? null;
  }

  /* -- painting ------------------------------------------------------------------------------------------------------ */

  #paint() {
    const sheet = this.#sheet;
    if (!sheet) return;
    this.#head(sheet);
    const columns = this.#columns(sheet);
    set(this.grid, "data-kind", sheet.kind);
    set(this.grid, "data-enter", sheet.across ? "across" : "down");
    this.grid.show({
      columns,
      before: [t("Order"), t("Bib"), t("NOC"), t("Name")],
      ends: [t("Result"), t("Rank")],
      rows: sheet.rows.map((row) => this.#row(row, columns)),
    });
    const own = sheet.own ?? [];
    set(this.own, "hidden", own.length === 0);
    if (own.length) this.own.show({ columns: own, before: [t("Unit")], ends: [], rows: [{ id: "own", competitor: "", name: t("Unit"), before: [t("Unit")], ends: [], cells: this.#cells("", sheet.own_cells ?? {}, own), lines: this.#messages("", own) }] });
    contests(this.contests, sheet);
    remake(this.path, sheet.whole ?? null, () => [h("a", { href: `/${language}/operate/` }, t("Desk")), upwards(sheet), h("a", { href: unitPath(language, this.rsc) }, t("Public page"))]);
    set(this.who, "hidden", !sheet.line_up?.length);
    this.#aside(sheet);
  }

  #head(sheet) {
    fill(this.heading, pick(sheet.name) || this.getAttribute("name"));
    this.status.show(resultStanding(sheet.status || "START_LIST"));
    document.title = [this.heading.textContent, t("Desk")].join(" · ");
    const two = { agree: t("Two people agree on each value"), blind: t("Two people type each value, the second without seeing it") }[sheet.two_person];
    const facts = [sheet.start ? `${dayShort(dayOf(sheet.start))} ${clock(sheet.start)}` : "", sheet.venue ?? "", two ?? "", sheet.locked ? t("Official: each change needs a reason") : ""].filter(Boolean);
    remake(this.facts, facts, () => facts.map((text) => h("li", {}, text)));
    say(this.unranked, sheet.unranked ? t("Not ranked: {why}", { why: sheet.unranked }) : "");
    const left = this.outbox.entries.filter((entry) => !stuck(entry)).length;
    say(this.unsent, left && !this.#up ? t("Not durable yet: {n}. All of it is kept here and sent as soon as the link is back.", { n: left }) : "");
    remake(this.moves, sheet.moves ?? [], () => statusButtons({ moves: [], ...sheet }, (fact) => this.#act(fact)));
  }

  #columns(sheet) {
    const extra = this.#heights.filter((height) => !sheet.columns.some(({ slot }) => slot === `height/${height}`));
    const heights = extra.map((label) => ({ slot: `height/${label}`, name: "height", label }));
    const all = [...sheet.columns, ...heights].sort((a, b) => (a.name === "height" && b.name === "height" ? Number(a.label) - Number(b.label) : (a.name === "irm") - (b.name === "irm")));
    const groups = groupsOf(all);
    if (!groups.has(this.#group)) this.#group = [...groups.keys()][0] ?? "";
    set(this.groups, "hidden", groups.size === 0);
    set(this.add, "hidden", sheet.kind !== "heights");
    remake(this.groups, [[...groups], this.#group], () => [...groups].map(([group, text]) => this.#groupButton(group, text)));
    return all.filter(({ group = "" }) => !group || group === this.#group);
  }

  #groupButton(group, text) {
    const button = h("button", { type: "button", "aria-pressed": String(group === this.#group) }, pick(text) || group);
    button.addEventListener("click", () => {
      this.#group = group;
      this.#paint();
    });
    return button;
  }

  #turn(by) {
    const groups = [...groupsOf(this.#sheet.columns).keys()];
    const to = groups[groups.indexOf(this.#group) + by];
    if (!to) return false;
    const row = document.activeElement.closest("tr[data-row]")?.dataset.row ?? "";
    this.#group = to;
    this.#paint();
    this.grid.querySelector(`tr[data-row="${CSS.escape(row)}"] td[data-cell]`)?.focus();
    return true;
  }

  #row(row, columns) {
    const id = row.competitor.id;
    const name = nameOf(row);
    return {
      id,
      competitor: id,
      name,
      before: [row.order, row.bib || row.competitor.bib || "", row.competitor.noc ?? "", name],
      ends: [[row.shown, row.wlt].filter(Boolean).join(" "), row.rank ? `${row.rank}${row.rank_equal ? "=" : ""}` : ""],
      cells: this.#cells(id, row.cells ?? {}, columns),
      lines: this.#messages(id, columns),
      out: Boolean(row.cells?.irm),
    };
  }

  #cells(competitor, standing, columns) {
    const cells = {};
    for (const { slot } of columns) {
      const key = cellOf(competitor, slot);
      const entry = this.outbox.of(key);
      const { text = "", held = false } = standing[slot] ?? {};
      if (entry) cells[slot] = { text: entry.undo ? text : entry.items.find((item) => item.slot === slot).text, state: entry.state };
      else cells[slot] = this.#settled(key, text, held);
    }
    return cells;
  }

  #settled(key, text, held) {
    const waiting = this.#waiting(key);
    const own = waiting.find(({ by }) => by === this.me.name);
    const values = new Set(waiting.map((one) => one.text));
    if (waiting.length > 1 && values.size > 1) return { text: own?.text ?? text, state: "disputed" };
    if (own) return { text: own.text, state: "proposed" };
    if (waiting.length) return { text, state: "proposed", note: t("½ by {who}", { who: waiting[0].by }) };
    if (this.#saved.get(key) === "durable") return { text, state: "durable" };
    return { text, state: held ? "held" : "" };
  }

  /** What has to be said of the cells of a row, right below it. */
  #messages(competitor, columns) {
    const said = [];
    for (const column of columns) {
      const key = cellOf(competitor, column.slot);
      const entry = this.outbox.of(key);
      if (entry && stuck(entry) && entry.cells[entry.at ?? 0] === key) {
        said.push(messages.stuck(entry, column, { who: this.#changedBy(key), mend: () => this.#mend(entry, key), leave: () => this.outbox.drop(entry) }));
      }
      const waiting = this.#waiting(key);
      const other = this.#agreeable(key);
      if (waiting.length) {
        said.push(messages.waiting(waiting, column, { other, mode: this.#sheet.two_person, agree: () => this.#commit(key, other.text, { agree: true }) }));
      }
    }
    return said;
  }

  #mend(entry, key) {
    if (entry.state === "conflict") this.outbox.again(entry, { seen: entry.now });
    else if (entry.state === "doubt") this.outbox.again(entry, { confirm: true });
    else if (entry.state === "reason") this.#giveReason(entry);
    else this.#gridOf(key).focusCell(key, entry.items.at(entry.at ?? 0)?.text ?? "");
  }

  /** Who changed a cell last, as the journal has it. */
  #changedBy(key) {
    const line = this.#lines.find(({ changes }) => this.#cellsOf(changes).includes(key));
    return line ? (line.source === "desk" ? line.actor : line.source) : "";
  }

  #aside(sheet) {
    set(this.parts.held, "hidden", !sheet.held?.length);
    remake(this.held, sheet.held ?? [], () => held(sheet, (id) => this.#name(id), (slot) => this.#called(slot), (fact) => this.#act(fact)));
    const tied = sheet.rows.filter((row) => row.rank_equal).map((row) => [row.rank, row.competitor.id]);
    set(this.parts.ties, "hidden", tied.length === 0);
    remake(this.ties, [tied, sheet.manager ?? false], () => ties(sheet, (fact) => this.#act(fact)));
    protests(this.protests, sheet, this.me, async (asked) => this.#act(await asked(this.#sheet)));
    showWeather(this.weather, sheet);
  }

  async #act(fact) {
    if (fact) await this.#step(() => decide(this.rsc, fact));
  }

  /** Do something that answers what was wrong, or nothing. */
  async #step(step) {
    say(this.problem, "");
    say(this.problem, await step());
  }

  async #addHeight() {
    const input = h("input", { required: true, inputmode: "decimal", autocomplete: "off", pattern: "[0-9]+([.,][0-9]{1,2})?" });
    const height = await form(t("Add a height"), t("In metres, as in 2.29."), [h("label", {}, t("Height"), input)], () => input.value.trim().replace(",", "."));
    if (!height) return;
    const written = height.includes(".") ? height.padEnd(height.indexOf(".") + 3, "0") : `${height}.00`;
    if (!this.#heights.includes(written)) this.#heights.push(written);
    this.#paint();
    this.grid.querySelector(`td[data-slot="height/${written}"]`)?.focus();
  }

  #gridOf(key) {
    return key.startsWith("|") ? this.own : this.grid;
  }

  #name(competitor) {
    const row = this.#sheet?.rows.find((one) => one.competitor.id === competitor);
    return row ? nameOf(row) : competitor;
  }

  #called(slot) {
    return slotName(slot, [...this.#sheet.columns, ...(this.#sheet.own ?? [])]);
  }
}

/** The groups of columns with their names, in order. */
function groupsOf(columns) {
  return new Map(columns.filter(({ group = "" }) => group).map(({ group, of = {} }) => [group, of]));
}

customElements.define("k-desk", Desk);
