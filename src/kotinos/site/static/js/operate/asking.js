/* Small questions before something is recorded: a reason, a height, an order. The answer is `null` when it was taken back. */
import { h, say } from "../dom.js";
import { t } from "../text.js";

let last = "";

/** Ask for a reason. `about` says for what. */
export async function reason(about, suggestion = last) {
  const input = h("input", { name: "reason", required: true, maxlength: "500", value: suggestion, autocomplete: "off" });
  const given = await form(t("Why?"), about, [h("label", {}, t("Reason"), input)], () => input.value.trim());
  if (given) last = given;
  return given;
}

/** Ask with a form: `read(problem)` gives the answer, or nothing after it has said what is missing. `problem` is said at once; `record`
 *  and `cancel` are what the buttons are called. */
export function form(title, about, fields, read, { problem: known = "", record = t("Record"), cancel: back = t("Cancel") } = {}) {
  return new Promise((resolve) => {
    const problem = h("p", { class: "problem", role: "alert", hidden: true });
    const cancel = h("button", { type: "button" }, back);
    say(problem, known);
    const node = h(
      "form",
      {},
      h("h2", { id: "asks-title" }, title),
      about ? h("p", {}, about) : null,
      fields,
      problem,
      h("p", { class: "choose" }, h("button", { class: "first" }, record), cancel),
    );
    const dialog = h("dialog", { class: "asks", "aria-labelledby": "asks-title" }, node);
    const before = document.activeElement;
    let answer = null;
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      resolve(answer);
    });
    cancel.addEventListener("click", () => dialog.close());
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = read((text) => say(problem, text)) || null;
      if (answer) dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    node.querySelector("input, select, textarea")?.select?.();
  });
}
