/* What all pages share: following their channels, the link's state, announcements, the theme, the language, and the keys. */
import { h, say, set } from "./dom.js";
import { follow } from "./feed.js";
import { lost } from "./status.js";
import { Store } from "./store.js";
import { clockSeconds, t } from "./text.js";

const root = document.documentElement;

/** Follow `channels` and call `paint(store)` once for each picture in which something changed. */
export function live(channels, paint) {
  const store = new Store();
  let due = false;
  const draw = () => {
    due = false;
    paint(store);
    root.dataset.ready = "";
  };
  follow(channels, {
    step(frames, whole) {
      store.take(frames, whole);
      if (due) return;
      due = true;
      // A hidden page gets no pictures, but its title still tells.
      if (document.hidden) setTimeout(draw);
      else requestAnimationFrame(draw);
    },
    state: showLink,
  });
}

/** Show the past instead: `paint(store)` once, with everything of `channels` as it stood published at `instant`. */
export async function past(channels, instant, paint) {
  const asked = new URLSearchParams({ channels: channels.join(","), at: instant });
  const answer = await fetch(`${root.dataset.edge}/snapshot?${asked}`);
  if (!answer.ok) return;
  const store = new Store();
  store.take((await answer.json()).documents, true);
  paint(store);
  root.dataset.ready = "";
}

/** The versions with which a document ended the days on which it changed, oldest first. */
export async function versions(key) {
  const answer = await fetch(`${root.dataset.edge}/versions?${new URLSearchParams({ key })}`, { cache: "no-store" });
  return answer.ok ? (await answer.json()).versions : [];
}

/** Say whether the page's link is up, and when it last was. */
export function showLink({ live: up, last }) {
  const mark = document.getElementById("link");
  set(root, "data-stale", !up);
  set(mark, "data-live", up);
  const word = up ? t("Connected") : lost(clockSeconds(last));
  say(mark.querySelector(".word"), word);
  mark.querySelector("use").setAttribute("href", up ? "#shape-live" : "#shape-lost");
}

let announced = null;

/** Say `sentence` to a screen reader, once for each `sign`; the first one is what the page opened with and is not news. */
export function announce(sign, sentence) {
  if (sign === announced) return;
  const first = announced === null;
  announced = sign;
  if (!first && sentence) document.getElementById("said").textContent = sentence;
}

/** The state that the address keeps: read it, or change it and keep language links in step. */
export const state = {
  get: (name) => new URLSearchParams(location.search).get(name),
  set(name, value) {
    const address = new URL(location.href);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    history.replaceState(null, "", address);
    keepLanguages();
  },
};

function keepLanguages() {
  for (const link of document.querySelectorAll("a[hreflang]")) {
    link.href = link.getAttribute("href").split(/[?#]/)[0] + location.search + location.hash;
  }
}

/** The address of this page with one part of its state changed, for a link. */
export function addressWith(name, value) {
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  return address.pathname + address.search;
}

function themes() {
  const choice = document.getElementById("themes");
  const now = root.dataset.theme ?? "";
  for (const input of choice.querySelectorAll("input")) input.checked = input.value === now;
  choice.addEventListener("change", ({ target }) => {
    if (target.value) root.dataset.theme = target.value;
    else delete root.dataset.theme;
    try {
      localStorage.setItem("theme", target.value);
    } catch {
      /* a browser that keeps nothing still has the address */
    }
    state.set("theme", target.value);
  });
}

function keys() {
  const dialog = document.getElementById("keys");
  document.getElementById("show-keys").addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.target.closest("input:not([type=radio]), textarea, select")) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else dialog.showModal();
  });
}

/** A heading with what stands under it, hidden while there is nothing. */
export function part(title, content, attributes = {}) {
  return h("section", { class: "part", ...attributes }, h("h2", {}, title), content);
}

themes();
keys();
keepLanguages();
addEventListener("hashchange", keepLanguages);
