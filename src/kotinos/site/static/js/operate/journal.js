/* What happened in the unit: who, when, what, why; and the way back, which is a correction too. */
import { fill, h, keyed, set } from "../dom.js";
import { clockSeconds, named, t } from "../text.js";
import { ask } from "./session.js";
import { factName } from "./words.js";

const MOST = 60; // lines that are shown

/** The newest facts of a unit, newest first; nothing where they cannot be read now. */
export async function read(rsc) {
  const answer = await ask(`/units/${rsc}/journal`).catch(() => null);
  return answer?.status === 200 ? answer.body.lines : [];
}

/** Show `lines` in `list`; `name(competitor)` and `what(slot)` say whose and which values, `undo(line)` is asked to put them back. */
export function show(list, lines, { name, what, undo }) {
  keyed(list, lines.slice(0, MOST), ({ id }) => id, (line) => make(line, undo), (node, line) => mend(node, line, name, what));
}

function make(line, undo) {
  const node = h("li", { class: "fact" });
  node.when = h("time");
  node.who = h("strong");
  node.what = h("span");
  node.values = h("span", { class: "values" });
  node.why = h("em");
  node.back = h("button", { type: "button" }, t("Undo"));
  node.back.addEventListener("click", () => undo(node.line));
  node.append(h("div", {}, node.when, " ", node.who, " ", node.what), node.values, node.why, node.back);
  return node;
}

function mend(node, line, name, what) {
  node.line = line;
  fill(node.when, clockSeconds(line.at));
  fill(node.who, line.source === "desk" ? line.actor : line.source);
  fill(node.what, [factName(line.kind), beside(line)].filter(Boolean).join(" · "));
  const said = line.changes.slice(0, 6).map(({ competitor, slot, before, after }) => `${[name(competitor), what(slot)].filter(Boolean).join(", ")}: ${before || "–"} → ${after || "–"}`);
  fill(node.values, said.join("; ") + (line.changes.length > 6 ? " …" : ""));
  fill(node.why, line.reason ?? "");
  set(node.back, "hidden", line.changes.length === 0 || line.kind === "mark_proposed" || line.kind === "invalidated");
  set(node.back, "aria-label", t("Undo: {what}", { what: said[0] ?? "" }));
}

function beside({ kind, what: said = "" }) {
  if (kind === "status_set") return named("result", said);
  if (kind === "schedule_changed") return named("schedule", said);
  if (kind === "marks_observed") return said ? t("held: {what}", { what: said }) : "";
  if (kind === "mark_agreed") return t("proposed by {who}", { who: said });
  return kind === "tie_broken" ? "" : said;
}
