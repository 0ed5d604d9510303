/* The status of a result or a unit: a shape and a word, never a colour alone. */
import { fill, h, set, shape } from "./dom.js";
import { named, t } from "./text.js";

const RESULT = {
  START_LIST: "list",
  LIVE: "live",
  INTERMEDIATE: "live",
  UNCONFIRMED: "half",
  UNOFFICIAL: "half",
  PARTIAL: "half",
  PROVISIONAL: "half",
  OFFICIAL: "official",
  PROTESTED: "protest",
};
const SCHEDULE = {
  SCHEDULED: "list",
  GETTING_READY: "ready",
  RUNNING: "live",
  SCHEDULED_BREAK: "pause",
  INTERRUPTED: "pause",
  FINISHED: "half",
  DELAYED: "late",
  POSTPONED: "late",
  RESCHEDULED: "late",
  CANCELLED: "cross",
};

/** Whether a result of this status can no longer change by itself. */
export const settled = (status) => status === "OFFICIAL";

/** Shape and word of a unit: its result's status once there is one, unless the schedule has the stronger news. */
export function standing(unit) {
  const { status = "SCHEDULED", result_status: result = "" } = unit;
  const scheduled = { shape: SCHEDULE[status] ?? "list", word: named("schedule", status), code: status };
  const stopped = ["INTERRUPTED", "SCHEDULED_BREAK", "CANCELLED", "POSTPONED", "DELAYED"].includes(status);
  if (!result || stopped || (result === "START_LIST" && status !== "SCHEDULED")) return scheduled;
  return resultStanding(result);
}

/** Shape and word of a result document's status. */
export function resultStanding(status) {
  return { shape: RESULT[status] ?? "list", word: named("result", status), code: status };
}

class Status extends HTMLElement {
  /** Show a standing as `standing` gives it. */
  show(value) {
    if (!this.word) this.append((this.drawn = h("span")), (this.word = h("span", { class: "word" })));
    if (this.dataset.shape !== value.shape) {
      this.dataset.shape = value.shape;
      this.drawn.replaceChildren(shape(value.shape));
    }
    set(this, "data-code", value.code);
    fill(this.word, value.word);
  }
}
customElements.define("k-status", Status);

/** The word for a link that is lost, with the time of its last sign of life. */
export const lost = (time) => t("Link lost. Last news at {time}", { time });
