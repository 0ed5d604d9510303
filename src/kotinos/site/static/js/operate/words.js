/* What columns and states are called. */
import { named, t } from "../text.js";

const COLUMNS = () => ({
  time: t("Mark"),
  mark: t("Mark"),
  score: t("Score"),
  reaction: t("Reaction"),
  irm: "IRM",
  wind: t("Wind"),
  d: "D",
  e: "E",
  penalty: t("Penalty"),
  dd: t("Difficulty"),
  pso: t("Shoot-out"),
  yellow: t("Yellow cards"),
  red: t("Red cards"),
  green: t("Green cards"),
  ippon: "Ippon",
  waza_ari: "Waza-ari",
  yuko: "Yuko",
  shido: "Shido",
});

/** The short name of a column, over the grid. */
export function head({ name, label = "" }) {
  if (name === "period" || name === "attempt" || name === "height" || name === "award" || name === "judge") return label;
  return COLUMNS()[name] ?? name;
}

/** The same in full, for a person who hears it. */
export function spoken({ name, label = "", group = "" }) {
  if (name === "attempt") return t("Attempt {n}", { n: label });
  if (name === "height") return t("Height {n}", { n: label });
  if (name === "award") return t("Dive {dive}, judge {n}", { dive: group, n: label });
  if (name === "dd") return t("Dive {dive}, difficulty", { dive: group });
  if (name === "judge") return t("Judge {n}", { n: label });
  if (name === "period") return named("period", label);
  return COLUMNS()[name] ?? name;
}

/** The name of a slot, as a line of the journal has it. */
export function slotName(slot) {
  const [name, label = ""] = slot.split("/");
  if (name === "award") {
    const [group, judge] = label.split(".");
    return spoken({ name, label: judge, group });
  }
  if (name === "dd") return spoken({ name, group: label });
  if (name === "mark") return t("Mark");
  return spoken({ name, label });
}

/** A sign and a word for each state of a cell; the colour comes last. */
export const state = (code) =>
  ({
    queued: ["…", t("queued")],
    sent: ["→", t("sent")],
    durable: ["✓", t("durable")],
    proposed: ["½", t("proposed")],
    disputed: ["≠", t("disagreement")],
    refused: ["!", t("refused")],
    reason: ["!", t("reason?")],
    doubt: ["?", t("sure?")],
    conflict: ["⇄", t("conflict")],
    held: ["■", t("decided")],
  })[code] ?? ["", ""];

/** What a fact of the journal is called. */
export const factName = (kind) =>
  ({
    start_list_set: t("Start list"),
    marks_observed: t("Values"),
    corrected: t("Correction"),
    status_set: t("Status"),
    schedule_changed: t("Schedule"),
    tie_broken: t("Tie decided"),
    protest_filed: t("Protest filed"),
    protest_late: t("Protest out of time"),
    protest_adjourned: t("Protest adjourned"),
    protest_reopened: t("Protest reopened"),
    protest_decided: t("Protest decided"),
    invalidated: t("Results withdrawn"),
    mark_held: t("Held"),
    hold_confirmed: t("Held value confirmed"),
    hold_rejected: t("Held value rejected"),
    mark_proposed: t("Proposed"),
    mark_agreed: t("Agreed by a second person"),
  })[kind] ?? kind;
