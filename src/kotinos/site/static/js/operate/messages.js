/* What has to be said of a cell, right below its row: why something was not taken, and what waits for a second person. */
import { h, shape } from "../dom.js";
import { pick, t } from "../text.js";
import { spoken } from "./words.js";

const SHAPES = { conflict: "half", doubt: "ready", reason: "ready", refused: "cross" };

/** A line about an entry that waits for its author. `who` changed the cell meanwhile; `mend()` and `leave()` are the two ways on. */
export function stuck(entry, column, { who, mend, leave }) {
  const sentence = said(entry, column, who);
  const on = { conflict: t("Keep mine (Enter)"), doubt: t("It is right (Enter)"), reason: t("Give a reason (Enter)"), refused: t("Mend (Enter)") }[entry.state];
  const off = entry.state === "conflict" ? t("Take theirs (Esc)") : t("Leave it (Esc)");
  return {
    sign: [entry.id, entry.state, sentence],
    make: () => [
      h("span", { class: "stop", role: "alert" }, shape(SHAPES[entry.state]), " ", sentence),
      entry.undo && entry.state !== "reason" ? null : button(on, mend),
      button(off, leave),
    ],
  };
}

function said(entry, column, who) {
  const typed = entry.items.at(entry.at ?? 0)?.text || "–";
  const what = spoken(column);
  if (entry.state === "conflict") {
    return t("{what}: {who} changed this meanwhile. Now: {now}. You typed: {typed}.", { what, who: who || t("somebody"), now: shownNow(entry.now) || "–", typed });
  }
  const problem = entry.doubt ? pick(entry.doubt) : entry.problem;
  return t("{what} {typed}: {problem}", { what, typed, problem });
}

function shownNow(now) {
  if (now === null || now === undefined) return "";
  return typeof now === "object" ? [now.mark, now.wind].filter(Boolean).join(" ") : String(now);
}

/** A line about proposals of one cell. `other` is what this person may agree with; `agree()` does it. */
export function waiting(proposals, column, { other, mode, agree }) {
  const people = proposals.map(({ by, text, hidden = false }) => (hidden ? t("{who} has typed it", { who: by }) : t("{who}: {value}", { who: by, value: text || "–" })));
  const differ = new Set(proposals.map((one) => one.text)).size > 1;
  const hidden = proposals.some((one) => one.hidden);
  const todo = differ ? t("These differ: two must type the same.") : hidden ? t("Type it too, without asking.") : other ? "" : t("A second person must agree.");
  return {
    sign: [proposals, todo],
    make: () => [
      h("span", { class: "waits" }, shape("ready"), " ", [`${spoken(column)} · ${people.join(" · ")}`, todo].filter(Boolean).join(". ")),
      other && mode === "agree" ? button(t("Agree with {value} (A)", { value: other.text || "–" }), agree) : null,
    ],
  };
}

function button(label, press) {
  const node = h("button", { type: "button" }, label);
  node.addEventListener("click", press);
  return node;
}
