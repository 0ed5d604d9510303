/* The weather of a unit, as its desk sees and records it. */
import { h, remake } from "../dom.js";
import { clock, codesOf, t } from "../text.js";
import { weather } from "../weather.js";
import { form } from "./asking.js";

const GENERAL = "GEN";

/** Show what was observed last, point by point, with its time. */
export function show(list, { weather: known }) {
  remake(list, known ?? null, () =>
    (known?.conditions ?? []).map((one) => h("li", {}, weather(one), " ", h("small", {}, clock(known.observed)))),
  );
}

/** Ask for the weather; what other points of the place have stays as it was. Answers the fact, or nothing. */
export function observe({ rsc, place = "", weather: known }) {
  const now = known?.conditions.find(({ point = GENERAL }) => point === GENERAL) ?? {};
  const others = (known?.conditions ?? []).filter(({ point = GENERAL }) => point !== GENERAL);
  const choice = (name, set) => {
    const chosen = now[name] ?? "";
    return h("select", { name }, h("option", { value: "" }, "–"), Object.entries(codesOf(set)).map(([code, word]) => h("option", { value: code, selected: code === chosen }, word)));
  };
  const number = (name, value = now[name] ?? "") => h("input", { name, value, inputmode: "decimal", autocomplete: "off", maxlength: "7", pattern: "-?[0-9]{1,4}([.,][0-9]{1,2})?" });
  const degrees = (what) => number(what, now.temperatures?.[what] ?? "");
  const fields = [
    h("label", {}, t("Sky"), choice("sky", "sky")),
    h("label", {}, t("Air, °C"), degrees("AIR")),
    h("label", {}, t("Water, °C"), degrees("WATER")),
    h("label", {}, t("Snow, °C"), degrees("SNOW")),
    h("label", {}, t("Ice, °C"), degrees("ICE")),
    h("label", {}, t("Wind, m/s"), number("wind_speed")),
    h("label", {}, t("Wind from"), choice("wind_direction", "wind_direction")),
    h("label", {}, t("Humidity, %"), number("humidity")),
    h("label", {}, t("Pressure, hPa"), number("pressure")),
    h("label", {}, t("Precipitation"), choice("precipitation_type", "precipitation")),
    h("label", {}, t("Amount, mm"), number("precipitation")),
  ];
  const said = (name) => {
    const field = fields.map((label) => label.querySelector("input, select")).find((one) => one.name === name);
    return field.value.trim().replace(",", ".");
  };
  const about = place ? t("At {place}. Fields left empty were not measured.", { place }) : t("Fields left empty were not measured.");
  return form(t("Record the weather"), about, h("div", { class: "pairs" }, fields), (problem) => {
    const filled = (names) => Object.fromEntries(names.map((name) => [name, said(name)]).filter(([, value]) => value));
    const temperatures = filled(["AIR", "WATER", "SNOW", "ICE"]);
    const rest = filled(["sky", "wind_speed", "wind_direction", "humidity", "pressure", "precipitation_type", "precipitation"]);
    if (!Object.keys(temperatures).length && !Object.keys(rest).length) return problem(t("Say at least one thing that was observed."));
    const ground = now.ground ? { ground: now.ground } : {};
    return { kind: "weather_observed", about: rsc, place, conditions: [{ ...rest, temperatures, ...ground }, ...others] };
  });
}
