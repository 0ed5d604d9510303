/* Protests of a unit: filing one, and deciding it with the values that change by it, shown before they are confirmed. */
import { fill, h, remake, set } from "../dom.js";
import { clockSeconds, named, pick, t } from "../text.js";
import { form } from "./asking.js";
import { foreseen, nameOf } from "./decisions.js";
import { spoken } from "./words.js";

const OUTCOMES = () => ({ upheld: t("Upheld"), dismissed: t("Dismissed"), withdrawn: t("Withdrawn"), late: t("Out of time") });
const option = ([value, word]) => h("option", { value }, word);

/** Protests, the open ones with the button that decides them; `by` is the person who would. */
export function protests(list, sheet, by, act) {
  remake(list, [sheet.protests ?? [], sheet.manager ?? false], () =>
    (sheet.protests ?? []).map((protest) => {
      const { id, by: filer, reason: why, status, filed: at, outcome = "", decision = "", late = "", competitor } = protest;
      const open = status !== "CLS";
      const about = competitor?.name ? ` (${competitor.name})` : "";
      const when = [t("filed {time}", { time: clockSeconds(at) }), late ? t("{seconds} s late", { seconds: late }) : ""].filter(Boolean).join(", ");
      const line = h("li", {}, h("strong", {}, open ? named("protest", status) : (OUTCOMES()[outcome] ?? outcome)), ` ${id} ${filer}: ${why}${about} `, h("small", {}, when));
      if (decision) line.append(h("p", {}, decision));
      if (open) {
        const button = h("button", { type: "button", disabled: !sheet.manager }, t("Decide"));
        button.addEventListener("click", () => act((now) => verdict(now, protest, by)));
        line.append(" ", button);
      }
      return line;
    }),
  );
}

/** Ask what was decided, show what changes by it, ask again: the fact to record, or `null`. */
async function verdict(sheet, { id, by: filer, competitor }, by) {
  const words = [["upheld", t("Upheld")], ["dismissed", t("Dismissed")], ["withdrawn", t("Withdrawn")], ["adjourned", t("Adjourned")]];
  const outcome = h("select", { name: "outcome" }, words.map(option));
  const why = h("input", { name: "why", required: true, maxlength: "500", autocomplete: "off" });
  const record = h("span");
  const changes = new Changes(sheet, competitor?.id, (items) => fill(record, items.length ? t("Show what changes") : t("Record")));
  outcome.addEventListener("change", () => changes.show(outcome.value === "upheld"));
  const fields = [h("label", {}, t("Outcome"), outcome), h("label", {}, t("Reason"), why), changes.node];
  let doubted = ""; // the values of which a person has seen why they are not plausible: the same again are meant
  for (let problem = ""; ; ) {
    const said = await form(`${id} ${filer}`, "", fields, () => ({ protest: id, reason: why.value.trim() }), { problem, record });
    if (!said) return null;
    if (outcome.value === "adjourned") return { kind: "protest_adjourned", ...said };
    const fact = { kind: "protest_decided", outcome: outcome.value, ...said };
    const items = changes.items();
    if (!items.length) return fact;
    const more = { items, confirm: doubted === JSON.stringify(items) };
    const { status, body } = await foreseen(sheet.rsc, { ...fact, more });
    if (status === 200 && (await confirmed(sheet, fact, body, by))) return { ...fact, more };
    doubted = body.doubt || (status === 200 && more.confirm) ? JSON.stringify(items) : "";
    problem = body.doubt ? t("{why} Go on if it is right.", { why: pick(body.doubt) }) : (body.what ?? "");
  }
}

/** The decision as it will be recorded, with every value and every place that changes. */
function confirmed(sheet, { outcome, reason }, { values, moved, unranked = "" }, by) {
  const name = (id) => nameOf(sheet.rows.find(({ competitor }) => competitor.id === id) ?? { competitor: { id } });
  const called = (slot) => spoken(sheet.columns.find((one) => one.slot === slot) ?? { name: slot });
  const place = ({ rank, irm = "", wlt = "", shown = "" }) => [rank ? `${rank}.` : "", irm, wlt, shown].filter(Boolean).join(" ") || "–";
  const row = (who, what, before, after) => h("tr", {}, h("th", { scope: "row" }, who), h("td", {}, what), h("td", {}, before || "–"), h("td", {}, "→"), h("td", {}, h("strong", {}, after || "–")));
  const lines = [
    ...values.map(({ competitor, slot, before, after }) => row(name(competitor), called(slot), before, after)),
    ...moved.map(({ competitor, before, after }) => row(name(competitor), t("Result"), place(before), place(after))),
  ];
  const about = h(
    "div",
    { class: "foreseen" },
    h("p", {}, h("strong", {}, OUTCOMES()[outcome]), ` ${reason}`),
    h("table", {}, h("caption", {}, t("What changes with it")), h("tbody", {}, lines)),
    unranked ? h("p", { class: "open" }, t("Not ranked: {why}", { why: unranked })) : null,
    h("p", { class: "soft" }, t("Recorded in the name of {who}.", { who: by.full_name })),
  );
  return form(t("Before it is recorded"), "", [about], () => true, { cancel: t("Back") });
}

/* Which values a decision changes: any number of lines with whose, which, and what it becomes; `changed(items)` after each step. */
class Changes {
  constructor(sheet, competitor = "", changed) {
    this.sheet = sheet;
    this.competitor = competitor;
    this.changed = () => changed(this.items());
    this.lines = h("div", { class: "changes" });
    const add = h("button", { type: "button" }, t("Change a value"));
    add.addEventListener("click", () => this.#add());
    this.node = h("fieldset", {}, h("legend", {}, t("What changes with it")), this.lines, h("p", { class: "choose" }, add));
    this.node.addEventListener("input", this.changed);
    this.changed();
  }

  show(whether) {
    set(this.node, "hidden", !whether);
    this.changed();
  }

  /** What was typed, each with the value that stood there when the line was chosen; an untouched line says nothing. */
  items() {
    if (this.node?.hidden) return [];
    return [...this.lines.children].filter(({ touched }) => touched()).map(({ item }) => item());
  }

  #add() {
    const who = h("select", { "aria-label": t("Name") }, this.sheet.rows.map((row) => option([row.competitor.id, nameOf(row)])));
    if (this.competitor) who.value = this.competitor;
    const what = h("select", { "aria-label": t("Value") }, this.sheet.columns.map((column) => option([column.slot, spoken(column)])));
    const now = h("small", { class: "soft" });
    const becomes = h("input", { "aria-label": t("Becomes"), autocomplete: "off", spellcheck: "false", maxlength: "300" });
    const away = h("button", { type: "button", "aria-label": t("Leave this value as it is") }, "×");
    const line = h("p", { class: "change" }, who, what, now, becomes, away);
    const standing = () => this.sheet.rows.find(({ competitor }) => competitor.id === who.value)?.cells?.[what.value];
    const chosen = () => {
      line.seen = standing()?.value ?? null;
      fill(now, t("now {value}", { value: standing()?.text || "–" }));
    };
    line.touched = () => becomes.value.trim() !== (standing()?.text ?? "");
    line.item = () => ({ competitor: who.value, slot: what.value, text: becomes.value.trim(), seen: line.seen });
    for (const choice of [who, what]) choice.addEventListener("change", chosen);
    away.addEventListener("click", () => {
      line.remove();
      this.changed();
    });
    chosen();
    this.lines.append(line);
    what.focus();
  }
}

/** Ask who protests, about whom and why; a manager may say why a late one is heard. */
export async function file(sheet) {
  const nocs = [...new Set(sheet.rows.map((row) => row.competitor.noc).filter(Boolean))].sort();
  const by = h("select", {}, nocs.map((noc) => option([noc, noc])));
  const about = h("select", {}, [["", t("The whole result")], ...sheet.rows.map((row) => [row.competitor.id, nameOf(row)])].map(option));
  const why = h("input", { name: "why", required: true, maxlength: "500", autocomplete: "off" });
  const admitted = h("input", { maxlength: "300", autocomplete: "off" });
  const fields = [
    h("label", {}, t("By"), by),
    h("label", {}, t("About"), about),
    h("label", {}, t("Reason"), why),
    sheet.manager ? h("label", {}, t("If late: why it is heard all the same"), admitted) : null,
  ];
  const numbers = (sheet.protests ?? []).map(({ id }) => Number(/^P(\d+)$/.exec(id)?.[1] ?? 0));
  const id = `P${Math.max(0, ...numbers) + 1}`;
  const until = sheet.protest_until ? t("Protests until {time}", { time: clockSeconds(sheet.protest_until) }) : "";
  return form(t("File a protest"), until, fields, () => {
    const more = { competitor: about.value, admitted: admitted.value.trim() };
    return { kind: "protest_filed", protest: id, by: by.value, reason: why.value.trim(), ...more };
  });
}
