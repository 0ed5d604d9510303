/* What is decided of a unit beside its values: status, ties, protests. */
import { h, remake } from "../dom.js";
import { clockSeconds, named, pick, t } from "../text.js";
import { form, reason } from "./asking.js";
import { freshId } from "./outbox.js";
import { ask, signInAgain } from "./session.js";

/** Decide `fact`; sent again until it is answered. Returns what was wrong, or nothing. */
export async function decide(rsc, fact) {
  const body = { id: freshId(), fact: { unit: rsc, ...fact } };
  for (let attempt = 0; ; attempt++) {
    const answer = await ask(`/units/${rsc}/decisions`, { method: "POST", body }).catch(() => null);
    if (answer?.status === 401) await signInAgain();
    else if (answer && answer.status < 500 && answer.status !== 429) return answer.status === 200 ? "" : answer.body.what;
    else await new Promise((resume) => setTimeout(resume, Math.min(4000, 250 * 2 ** attempt)));
  }
}

/** The buttons that move the result on in its life. */
export function statusButtons(sheet, act) {
  return sheet.moves.map(({ to, reason: needs, allowed }) => {
    const button = h("button", { type: "button", "data-status": to, disabled: !allowed, title: allowed ? null : t("Only a results manager may do this.") }, named("result", to));
    button.addEventListener("click", async () => {
      const why = needs ? await reason(t("The result goes back to: {status}.", { status: named("result", to) })) : "";
      if (why !== null) act({ kind: "status_set", status: to, reason: why });
    });
    return button;
  });
}

const WAYS = () => [t("Lots"), t("Jump-off"), t("Swim-off"), t("Photo finish"), t("Decision of the referee")];

/** Tied competitors, each group with its button that puts them in order. */
export function ties(sheet, act) {
  const groups = new Map();
  for (const row of sheet.rows) if (row.rank_equal) groups.set(row.rank, [...(groups.get(row.rank) ?? []), row]);
  return [...groups].map(([rank, rows]) => {
    const button = h("button", { type: "button", disabled: !sheet.manager }, t("Put in order"));
    button.addEventListener("click", async () => {
      const fact = await order(rows);
      if (fact) act(fact);
    });
    return h("li", {}, h("strong", {}, String(rank)), ` ${rows.map(nameOf).join(", ")} `, button);
  });
}

function order(rows) {
  const places = rows.map((row, n) => h("input", { type: "number", min: "1", max: String(rows.length), value: String(n + 1), required: true, "data-id": row.competitor.id }));
  const way = h("select", {}, WAYS().map((word) => h("option", {}, word)));
  const more = h("input", { maxlength: "300", autocomplete: "off" });
  const fields = [
    ...rows.map((row, n) => h("label", {}, nameOf(row), places[n])),
    h("label", {}, t("Decided by"), way),
    h("label", {}, t("Remark"), more),
  ];
  return form(t("Order of tied competitors"), "", fields, (problem) => {
    const said = places.map((input) => Number(input.value));
    if (new Set(said).size !== said.length) return problem(t("Each needs a place of its own."));
    const sorted = [...places].sort((a, b) => Number(a.value) - Number(b.value)).map((input) => input.dataset.id);
    return { kind: "tie_broken", order: sorted, reason: [way.value, more.value.trim()].filter(Boolean).join(": ") };
  });
}

/** What devices said and nobody has confirmed, each with its why and the two answers; `called(slot)` says which value. */
export function held(sheet, name, called, act) {
  return (sheet.held ?? []).map(({ hold, competitor, slot, text, stands = "", source, at, why }) => {
    const what = slot === "status" ? named("result", text) : `${[name(competitor), called(slot)].filter(Boolean).join(", ")}: ${text}`;
    const answer = (kind, label) => {
      const button = h("button", { type: "button" }, label);
      button.addEventListener("click", async () => {
        const because = await reason(`${label}: ${what}`);
        if (because) act({ kind, hold, reason: because });
      });
      return button;
    };
    return h(
      "li",
      {},
      h("strong", {}, what),
      h("p", {}, pick(why)),
      h("small", {}, [source, clockSeconds(at), stands ? t("meanwhile {value} stands", { value: stands }) : ""].filter(Boolean).join(" · ")),
      h("p", { class: "choose" }, answer("hold_confirmed", t("Confirm")), answer("hold_rejected", t("Reject"))),
    );
  });
}

const OUTCOMES = () => ({ upheld: t("Upheld"), dismissed: t("Dismissed"), withdrawn: t("Withdrawn"), late: t("Out of time") });

/** Protests, the open ones with the button that decides them. */
export function protests(list, sheet, act) {
  remake(list, [sheet.protests ?? [], sheet.manager ?? false], () =>
    (sheet.protests ?? []).map((protest) => {
      const { id, by, reason: why, status, filed, outcome = "", decision = "", late = "", competitor } = protest;
      const open = status !== "CLS";
      const about = competitor?.name ? ` (${competitor.name})` : "";
      const when = [t("filed {time}", { time: clockSeconds(filed) }), late ? t("{seconds} s late", { seconds: late }) : ""].filter(Boolean).join(", ");
      const line = h("li", {}, h("strong", {}, open ? named("protest", status) : (OUTCOMES()[outcome] ?? outcome)), ` ${id} ${by}: ${why}${about} `, h("small", {}, when));
      if (decision) line.append(h("p", {}, decision));
      if (open) {
        const button = h("button", { type: "button", disabled: !sheet.manager }, t("Decide"));
        button.addEventListener("click", async () => {
          const fact = await verdict(protest);
          if (fact) act(fact);
        });
        line.append(" ", button);
      }
      return line;
    }),
  );
}

function verdict({ id, by }) {
  const words = [["upheld", t("Upheld")], ["dismissed", t("Dismissed")], ["withdrawn", t("Withdrawn")], ["adjourned", t("Adjourned")]];
  const outcome = h("select", {}, words.map(([code, word]) => h("option", { value: code }, word)));
  const why = h("input", { required: true, maxlength: "500", autocomplete: "off" });
  const fields = [h("label", {}, t("Outcome"), outcome), h("label", {}, t("Reason"), why)];
  const about = t("Where values change with it, correct them first or afterwards: each is a correction with its reason.");
  return form(`${id} ${by}`, about, fields, () => {
    const said = { protest: id, reason: why.value.trim() };
    return outcome.value === "adjourned" ? { kind: "protest_adjourned", ...said } : { kind: "protest_decided", outcome: outcome.value, ...said };
  });
}

/** Ask who protests, about whom and why; a manager may say why a late one is heard. */
export async function file(sheet) {
  const option = ([value, word]) => h("option", { value }, word);
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

/** The name of a row, as a list has it. */
export const nameOf = ({ competitor }) => competitor.print_name || competitor.name || competitor.id;
