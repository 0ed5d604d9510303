/* What is decided of a unit beside its values: status, ties, what a device said and nobody has confirmed. */
import { h, remake } from "../dom.js";
import { clockSeconds, named, pick, t } from "../text.js";
import { form, reason } from "./asking.js";
import { freshId } from "./outbox.js";
import { ask, signInAgain } from "./session.js";

/** Decide `fact`; sent again until it is answered. `more` are the values that change with it. Returns what was wrong, or nothing. */
export async function decide(rsc, { more = {}, ...fact }) {
  const answer = await asked(rsc, "decisions", fact, more);
  return answer.status === 200 ? "" : answer.body.what;
}

/** Type values of the unit at once, not kept for later as the outbox does: a clock that is set an hour late says nothing. */
export async function type(rsc, items) {
  const answer = await sent(rsc, "marks", { items });
  return answer.status === 200 ? "" : answer.body.what;
}

/** What `fact` would change, or what is wrong with it: `{ status, body }`. */
export const foreseen = (rsc, { more = {}, ...fact }) => asked(rsc, "preview", fact, more);

const asked = (rsc, where, fact, more) => sent(rsc, where, { fact: { unit: rsc, ...fact }, ...more });

async function sent(rsc, where, said) {
  const body = { id: freshId(), ...said };
  for (let attempt = 0; ; attempt++) {
    const answer = await ask(`/units/${rsc}/${where}`, { method: "POST", body }).catch(() => null);
    if (answer?.status === 401) await signInAgain();
    else if (answer && answer.status < 500 && answer.status !== 429) return answer;
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

/** The name of a row, as a list has it. */
export const nameOf = ({ competitor }) => competitor.print_name || competitor.name || competitor.id;
