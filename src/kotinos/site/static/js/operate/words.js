/* What columns and states are called. */
import { named, pick, t } from "../text.js";

const COLUMNS = () => ({
  time: t("Mark"),
  mark: t("Mark"),
  score: t("Score"),
  reaction: t("Reaction"),
  irm: "IRM",
  wind: t("Wind"),
  now: t("Period"),
  wlt: t("Winner"),
  res_code: t("Kind of win"),
  clock: t("Clock"),
  pso: t("Shoot-out"),
  yellow: t("Yellow cards"),
  red: t("Red cards"),
  green: t("Green cards"),
  ippon: "Ippon",
  waza_ari: "Waza-ari",
  yuko: "Yuko",
  shido: "Shido",
});

/** The short name of a column, over the grid: its own label, or the name that its sport gives it. */
export function head({ name, label = "", text, short = text }) {
  return label || (short ? pick(short) : (COLUMNS()[name] ?? name));
}

/** The same in full, for a person who hears it. */
export function spoken({ name, label = "", text }) {
  if (text) return pick(text);
  if (name === "attempt") return t("Attempt {n}", { n: label });
  if (name === "height") return t("Height {n}", { n: label });
  if (name === "judge") return t("Judge {n}", { n: label });
  if (name === "period") return named("period", label);
  return COLUMNS()[name] ?? name;
}

/** The name of a slot, as a line of the journal has it; `columns` are those of the unit. */
export function slotName(slot, columns = []) {
  const column = columns.find((one) => one.slot === slot);
  if (column) return spoken(column);
  const [name, label = ""] = slot.split("/");
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
    weather_observed: t("Weather"),
  })[kind] ?? kind;
