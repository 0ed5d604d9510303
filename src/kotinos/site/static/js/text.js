/* The words, dates and numbers of the page, in its language and in the Games' zone. */

export const language = document.documentElement.lang;
const zone = document.documentElement.dataset.timezone;
const { messages, codes } = await (await fetch(`/${language}/messages.json`)).json();
const plural = new Intl.PluralRules(language);

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** `original` in the page's language, its `{names}` filled from `values`. */
export function t(original, values = {}) {
  return filled(messages[original] ?? original, values);
}

/** The right plural of a sentence about `n` things, which it may name as `{n}`. */
export function tn(one, many, n, values = {}) {
  const forms = messages[one] ?? [one, many];
  return filled(forms[plural.select(n) === "one" ? 0 : forms.length - 1], { n, ...values });
}

/** The name of a code in its set (`result_status`, `schedule_status`, `irm`, `period`, `discipline` …); the code where it has none. */
export function named(set, code) {
  return codes[set]?.[code] ?? code;
}

/** All codes of a set with their names, in the order of the set. */
export function codesOf(set) {
  return codes[set] ?? {};
}

/** One text of many languages: the page's, else English, else any. */
export function pick(text) {
  return text?.[language] ?? text?.en ?? Object.values(text ?? {})[0] ?? "";
}

const format = (options) => new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: "h23", ...options });
const minute = format({ hour: "2-digit", minute: "2-digit" });
const second = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
// A day is already one of the Games' zone, so it is shown as it is written.
const day = new Intl.DateTimeFormat(language, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" });
const shortDay = new Intl.DateTimeFormat(language, { timeZone: "UTC", weekday: "short", day: "numeric" });
const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });

const said = (formatter) => (instant) => {
  const date = new Date(instant);
  return instant === "" || Number.isNaN(date.getTime()) ? "" : formatter.format(date);
};

/** `20:04` */
export const clock = said(minute);
/** `20:04:31` */
export const clockSeconds = said(second);
/** `Saturday 26 July`, of a day as `dayOf` gives it */
export const dayName = said(day);
/** `Sat 26`, of a day as `dayOf` gives it */
export const dayShort = said(shortDay);
/** `2025-07-26`, the day in the Games' zone on which `instant` falls. */
export const dayOf = said(isoDay);
