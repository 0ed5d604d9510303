// The page of a guard: one code, one answer in words, the next step, the photo where it may be seen.

import { Device } from "./device.js";
import { fromCamera, fromKeyboard } from "./reading.js";
import { Store } from "./store.js";

const part = (id) => document.getElementById(id);
const SHAPES = { GRANTED: "✓", DENIED: "✕", REFER: "?" };
const LANGUAGES = ["en", "fr", "es", "ar", "zh"];

const [labels, words] = await Promise.all(["labels.json", "words.json"].map(async (file) => (await fetch(file)).json()));
const device = new Device(await Store.open());
let language = "en";
let shown = null;
let stopCamera = null;
let linked = null;

const label = (name) => labels[name][language] ?? labels[name].en;

function speak(wanted) {
  language = LANGUAGES.includes(wanted) ? wanted : "en";
  localStorage.setItem("gate-language", language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  part("language").value = language;
  for (const one of document.querySelectorAll("[data-label]")) one.textContent = label(one.dataset.label);
  if (stopCamera) part("camera").textContent = label("stop");
  if (!device.identity) document.title = part("gate").textContent = label("title");
  if (shown) show(shown);
  sayLink();
}

function light(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
  part("theme").value = theme;
}

async function sayLink() {
  if (!device.identity) return;
  const post = device.snapshot?.post;
  document.title = part("gate").textContent = [device.identity.gate, post?.venue, post?.zone].filter(Boolean).join(" · ");
  const issued = device.snapshot ? new Date(device.snapshot.issued * 1000) : null;
  const when = issued ? issued.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }) : "–";
  const waiting = await device.store.waitingCount();
  const state = { true: label("linked"), blocked: label("blocked"), clock: label("clock_off") }[linked] ?? `${label("alone")}. ${label("stops")}`;
  part("link").textContent = [state, when, waiting ? `${waiting} ${label("waiting")}` : ""].filter(Boolean).join(" · ");
  part("link").dataset.linked = linked === true;
}

async function show(found) {
  shown = found;
  const [says, then] = words[found.reason][language] ?? words[found.reason].en;
  part("ready").hidden = true;
  part("answer").hidden = false;
  part("answer").dataset.answer = found.answer;
  part("shape").textContent = SHAPES[found.answer];
  part("says").textContent = says;
  part("then").textContent = then;
  part("bearer").hidden = !found.claims;
  part("let-in").hidden = found.reason !== "passback" || found.letIn;
  if (found.letIn) part("then").textContent = label("let_in_done");
  if (!found.claims) return;
  const { claims } = found;
  part("name").textContent = claims.name;
  part("facts").textContent = [claims.category, claims.organisation, claims.function, claims.venues.join(" "), claims.zones.join(" ")]
    .filter(Boolean)
    .join(" · ");
  const photo = await device.store.photo(claims.serial);
  if (shown !== found) return;
  if (part("photo").src) URL.revokeObjectURL(part("photo").src);
  part("photo").hidden = !photo;
  part("compare").textContent = photo ? "" : label("no_photo");
  if (photo) part("photo").src = URL.createObjectURL(new Blob([photo.jpeg], { type: "image/jpeg" }));
  else part("photo").removeAttribute("src");
}

let busy = Promise.resolve();

/** One code after the other, however fast they come. */
function read(text) {
  busy = busy.then(async () => {
    await show(await device.answer(text.trim()));
    navigator.vibrate?.(shown.answer === "GRANTED" ? 60 : [120, 80, 120]);
    if (linked === true) device.handOver().then(sayLink, () => {}); // else the loop does it when there is a link
    await sayLink();
  });
  return busy;
}

function open() {
  part("enrolment").hidden = true;
  part("tools").hidden = false;
  part("ready").hidden = false;
  fromKeyboard(read);
  device.keep((wrong) => {
    linked = wrong === null ? true : ["blocked", "clock"].includes(wrong.code) ? wrong.code : false;
    sayLink();
  });
}

part("enrolment").addEventListener("submit", async (event) => {
  event.preventDefault();
  part("refusal").textContent = "";
  try {
    await device.enrol(part("invitation").value.trim());
  } catch (error) {
    part("refusal").textContent = label(error.code ? "not_enrolled" : "not_reached");
    return;
  }
  open();
});
part("typed").addEventListener("submit", (event) => {
  event.preventDefault();
  if (part("code").value.trim()) read(part("code").value);
  part("code").value = "";
});
part("let-in").addEventListener("click", async () => {
  await device.letIn(shown);
  await show({ ...shown, letIn: true });
  await sayLink();
});
part("camera").addEventListener("click", async () => {
  if (stopCamera) {
    stopCamera();
    stopCamera = null;
    part("video").hidden = true;
  } else {
    part("video").hidden = false;
    try {
      stopCamera = await fromCamera(part("video"), read);
    } catch {
      part("video").hidden = true;
      part("ready").hidden = false;
      part("ready").textContent = label("no_camera");
    }
  }
  part("camera").textContent = label(stopCamera ? "stop" : "camera");
});
part("language").addEventListener("change", (event) => speak(event.target.value));
part("theme").addEventListener("change", (event) => light(event.target.value));

if ("serviceWorker" in navigator) await navigator.serviceWorker.register("sw.js", { type: "module" });
await navigator.storage?.persist?.();
await device.load();
light(document.documentElement.dataset.theme ?? "dark");
speak(localStorage.getItem("gate-language") ?? navigator.language.slice(0, 2));
if (device.identity) open();
else part("enrolment").hidden = false;
document.documentElement.dataset.ready = "true";
