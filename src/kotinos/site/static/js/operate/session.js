/* Who works here: signing in and out, and every question to the platform in that person's name. */
import { h, say } from "../dom.js";
import { showLink } from "../page.js";
import { t } from "../text.js";

const AGAIN = 1000; // ms after which a platform that did not answer is asked again
const DESK = "/v1/desk";
let me = null;
let entering = null;

/** The person who is signed in; asks for name and password where nobody is. */
export async function signedIn() {
  if (me) return me;
  const answer = await asked();
  me = answer.status === 200 ? answer.body : await enter();
  showPerson();
  return me;
}

/** Who has the session of this browser, as soon as the platform answers. */
async function asked() {
  for (;;) {
    const answer = await ask("/session").catch(() => null);
    if (answer && answer.status < 500) return answer;
    showLink({ live: false, last: Date.now() });
    await new Promise((resume) => setTimeout(resume, AGAIN));
  }
}

/** Ask the platform: `{ status, body, headers }`. Throws only where no answer came; nobody signed in is an answer too. */
export async function ask(path, { method = "GET", body = null, signal = null } = {}) {
  const headers = { accept: "application/json" };
  if (body !== null) headers["content-type"] = "application/json";
  if (me && method !== "GET") headers["x-csrf-token"] = me.csrf;
  const answer = await fetch(DESK + path, { method, headers, signal, body: body === null ? null : JSON.stringify(body), cache: "no-store" });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null, headers: answer.headers };
}

/** The session has ended: whoever worked here signs in again, and nothing that was typed is lost. */
export async function signInAgain() {
  me = null;
  return signedIn();
}

function enter() {
  entering ??= new Promise((resolve) => {
    const problem = h("p", { class: "problem", role: "alert", hidden: true });
    const name = h("input", { name: "name", autocomplete: "username", required: true, autocapitalize: "none", spellcheck: "false" });
    const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true });
    const form = h(
      "form",
      { class: "sign-in" },
      h("h2", { id: "sign-in-title" }, t("Sign in")),
      h("label", {}, t("Name"), name),
      h("label", {}, t("Password"), password),
      problem,
      h("button", {}, t("Sign in")),
    );
    const dialog = h("dialog", { class: "asks", "aria-labelledby": "sign-in-title" }, form);
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await ask("/session", { method: "POST", body: { name: name.value.trim(), password: password.value } }).catch(() => null);
      if (answer?.status === 200) {
        dialog.close();
        dialog.remove();
        entering = null;
        resolve(answer.body);
        return;
      }
      say(problem, refusal(answer));
      password.select();
    });
    document.body.append(dialog);
    dialog.showModal();
    document.documentElement.dataset.ready = "";
  });
  return entering;
}

function refusal(answer) {
  if (!answer || answer.status >= 500) return t("The platform does not answer. Try again in a moment.");
  if (answer.status === 429) return t("Too many tries. Again in {seconds} s.", { seconds: answer.headers.get("retry-after") ?? "12" });
  return t("This name and this password do not belong together.");
}

function showPerson() {
  document.getElementById("person")?.remove();
  const out = h("button", { type: "button" }, t("Sign out"));
  out.addEventListener("click", async () => {
    await ask("/session", { method: "DELETE" }).catch(() => null);
    location.reload();
  });
  document.querySelector(".bar .settings").before(h("p", { id: "person" }, h("strong", {}, me.full_name), " ", out));
}
