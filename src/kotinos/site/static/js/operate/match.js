/* How a match goes on: its periods, its clock, and its end with whoever has won. */
import { fill, h, remake, set } from "../dom.js";
import { named, pick, t, tn } from "../text.js";
import { form } from "./asking.js";
import { decide, nameOf, type } from "./decisions.js";
import { left } from "./teams.js";

const TICK = 200; // ms
const RUNS = " >"; // after the time of a clock that runs, as it is typed

/** The strip over a match sheet. `act(step)` does a step, which answers what was wrong, or nothing; `fresh()` gives the sheet with all that
 *  was typed, or nothing while some of it is on its way. */
export class MatchStrip {
  #sheet = null;
  #ahead = 0; // ms by which the platform's clock is ahead of this one's

  constructor(rsc, act, fresh) {
    this.rsc = rsc;
    this.act = act;
    this.fresh = fresh;
    this.period = h("strong", { class: "period" });
    this.clock = h("output", { class: "clock", "aria-label": t("Clock") });
    this.buttons = h("span", { class: "choose" });
    this.node = h("div", { class: "going", role: "group", "aria-label": t("Match"), hidden: true }, this.period, this.clock, this.buttons);
    setInterval(() => this.#tick(), TICK);
  }

  /** Show the match of a sheet that the platform sent at `date`. */
  show(sheet, date) {
    this.#sheet = sheet;
    if (date) this.#ahead = new Date(date).getTime() - Date.now();
    const { match } = sheet;
    set(this.node, "hidden", !match);
    if (!match) return;
    const code = this.#code();
    fill(this.period, code ? named("period", code) : "");
    set(this.clock, "hidden", !match.clock);
    remake(this.buttons, [match, sheet.status, code, this.#running()], () => this.#steps().map(([label, step, first = false]) => this.#button(label, step, first)));
    this.#tick();
  }

  /** Start or stop the clock; whether there is one that may be. */
  toggle() {
    const { match, status } = this.#sheet ?? {};
    if (!match?.clock || status !== "LIVE") return false;
    this.act(() => type(this.rsc, [this.#set(!this.#running())]));
    return true;
  }

  #code() {
    return this.#sheet.own_cells?.period?.value ?? "";
  }

  #running() {
    return this.#sheet.own_cells?.clock?.value?.running === "Y";
  }

  /** What the clock says now: what it said when it was set, and the time since while it runs. */
  #reading() {
    const { time = "", running, at = "" } = this.#sheet.own_cells?.clock?.value ?? {};
    if (running !== "Y" || !at) return time;
    const [minutes, seconds] = time.split(":").map(Number);
    const since = Math.max(0, (Date.now() + this.#ahead - new Date(at).getTime()) / 1000);
    const said = Math.max(0, Math.floor(minutes * 60 + seconds + (this.#sheet.match.down ? -since : since)));
    return `${Math.floor(said / 60)}:${String(said % 60).padStart(2, "0")}`;
  }

  #tick() {
    if (this.#sheet?.match?.clock) fill(this.clock, this.#reading() || "–:––");
  }

  #item(slot, text) {
    return { competitor: "", slot, text, seen: this.#sheet.own_cells?.[slot]?.value ?? null };
  }

  #set(runs, time = this.#reading()) {
    return this.#item("clock", `${time || "0:00"}${runs ? RUNS : ""}`);
  }

  /** What may be done now, as [label, step, whether it is the first thing to do]. */
  #steps() {
    const { match, status } = this.#sheet;
    const at = match.periods.findIndex(({ code }) => code === this.#code());
    const known = at >= 0 && status !== "START_LIST" && (match.periods[at].code !== "" || !match.clock || this.#sheet.own_cells?.clock);
    const next = known ? match.periods[at + 1] : match.periods[0];
    const steps = [];
    if (status === "LIVE" && known) {
      if (match.clock) steps.push([this.#running() ? t("Stop the clock") : t("Start the clock"), () => type(this.rsc, [this.#set(!this.#running())]), !this.#running()]);
      if (match.periods.length > 1) steps.push([t("End of {period}", { period: named("period", this.#code()) }), () => this.#end()]);
    } else if (next) {
      steps.push([next.code ? t("Start {period}", { period: named("period", next.code) }) : t("Start the match"), () => this.#start(next), true]);
    }
    if (status === "INTERMEDIATE" && known) steps.push([t("Go on"), () => this.#goOn()]);
    steps.push([t("Finish the match"), () => this.#finish(), status !== "START_LIST" && Boolean(match.ending.winner || match.ending.tie) && !next]);
    return steps;
  }

  #button(label, step, first) {
    const button = h("button", { type: "button", class: first ? "first" : null }, label);
    button.addEventListener("click", () => this.act(step));
    return button;
  }

  async #start({ code, clock }) {
    const items = [...(code ? [this.#item("period", code)] : []), ...(this.#sheet.match.clock ? [this.#set(true, clock)] : [])];
    return (await this.#live()) || (items.length && (await type(this.rsc, items))) || this.#nil(code);
  }

  /** Nobody has scored in a period that begins: without this, who never scores in it would have no score at all. */
  #nil(code) {
    const { match, rows, two_person: two } = this.#sheet;
    const slot = `period/${code}`;
    const without = match.nil && code && !two ? rows.filter(({ cells }) => !cells?.[slot]) : [];
    return without.length ? type(this.rsc, without.map(({ competitor: { id } }) => ({ competitor: id, slot, text: "0", seen: null }))) : "";
  }

  async #goOn() {
    return (await this.#live()) || (this.#sheet.match.clock ? type(this.rsc, [this.#set(true)]) : "");
  }

  #live() {
    return this.#sheet.status === "LIVE" ? "" : decide(this.rsc, { kind: "status_set", status: "LIVE", reason: "" });
  }

  async #end() {
    const stopped = this.#running() ? await type(this.rsc, [this.#set(false)]) : "";
    return stopped || decide(this.rsc, { kind: "status_set", status: "INTERMEDIATE", reason: "" });
  }

  /** Say who has won, or ask it where the score does not tell; then the match is over. */
  async #finish() {
    const sheet = await this.fresh();
    if (!sheet) return t("What was typed is still on its way. Finish the match when all of it is durable.");
    const said = sheet.match ? await finish(sheet) : null;
    if (!said) return "";
    const items = this.#running() ? [this.#set(false)] : [];
    const seen = (id, slot) => sheet.rows.find(({ competitor }) => competitor.id === id)?.cells?.[slot]?.value ?? null;
    if (said.winner !== null) {
      for (const { competitor: { id } } of sheet.rows) items.push({ competitor: id, slot: "wlt", text: id === said.winner ? "W" : "L", seen: seen(id, "wlt") });
    }
    if (said.how !== (sheet.own_cells?.res_code?.text ?? "")) items.push(this.#item("res_code", said.how));
    const problem = (items.length && (await type(this.rsc, items))) || (await decide(this.rsc, { kind: "status_set", status: "UNOFFICIAL", reason: "", confirm: said.confirm }));
    if (problem) return problem;
    for (const { rsc } of left(sheet)) await decide(rsc, { kind: "schedule_changed", status: "CANCELLED" });
    return "";
  }
}

const NOBODY = "nobody";

/** Ask how a match ended: `{ winner, how, confirm }`, the winner `null` where the score tells it and empty for nobody; or `null`. */
async function finish(sheet) {
  const { winner = "", tie = false, doubts = [] } = sheet.match.ending;
  const score = sheet.rows.map(({ shown }) => shown || "?").join("–");
  const won = sheet.rows.find(({ competitor }) => competitor.id === winner);
  const says = won ? t("{name} has won {score}.", { name: nameOf(won), score }) : tie ? t("It is a tie, {score}.", { score }) : t("Nobody has won yet, {score}.", { score });
  const sure = Boolean(won) || tie;
  const option = ([value, label]) => h("option", { value }, label);
  const options = [
    ["", sure ? t("As the score says") : t("Choose")],
    ...sheet.rows.map((row) => [row.competitor.id, t("{name}, by a decision", { name: nameOf(row) })]),
    [NOBODY, t("Nobody: both have lost")],
  ];
  const who = h("select", { name: "winner", required: !sure }, options.map(option));
  const how = h("input", { name: "how", maxlength: "12", autocomplete: "off", pattern: "[A-Za-z0-9-]*", value: sheet.own_cells?.res_code?.text ?? "" });
  const rest = left(sheet).length;
  const fields = [
    h("p", { class: "says" }, h("strong", {}, says)),
    rest ? h("p", {}, tn("{n} match is left and will not be played.", "{n} matches are left and will not be played.", rest)) : null,
    doubts.length ? h("ul", { class: "open" }, doubts.map((doubt) => h("li", {}, pick(doubt)))) : null,
    h("label", {}, t("Winner"), who),
    h("label", {}, t("How, as the sport codes it (KO, IPP, AET …); else empty"), how),
  ];
  return form(t("Finish the match"), "", fields, () => ({
    winner: who.value === "" ? null : who.value === NOBODY ? "" : who.value,
    how: how.value.trim().toUpperCase(),
    // Whoever decides sees what speaks against it.
    confirm: doubts.length > 0,
  }));
}
