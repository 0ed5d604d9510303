/* The weather in words, for the public and for the desk. */
import { named, t } from "./text.js";

const POINTS = () => ({ START: t("Start"), FINISH: t("Finish"), HIGH: t("Highest point"), LOW: t("Lowest point") });
const DEGREES = {
  AIR: (value) => t("{value} °C", { value }),
  WATER: (value) => t("water {value} °C", { value }),
  SNOW: (value) => t("snow {value} °C", { value }),
  ICE: (value) => t("ice {value} °C", { value }),
};

/** What was observed at one point, in a line: `Clear, 23.5 °C, wind 1.2 m/s`. */
export function weather({ point = "GEN", sky = "", temperatures = {}, wind_speed = "", wind_direction = "", humidity = "", pressure = "", precipitation_type = "", precipitation = "" }) {
  const said = [
    sky ? named("sky", sky) : "",
    ...Object.entries(DEGREES).map(([what, words]) => (temperatures[what] ? words(temperatures[what]) : "")),
    wind_speed ? t("wind {value} m/s", { value: wind_speed }) : "",
    wind_direction ? t("wind from: {direction}", { direction: named("wind_direction", wind_direction) }) : "",
    humidity ? t("humidity {value} %", { value: humidity }) : "",
    pressure ? t("{value} hPa", { value: pressure }) : "",
    [precipitation_type ? named("precipitation", precipitation_type) : "", precipitation ? t("{value} mm", { value: precipitation }) : ""].filter(Boolean).join(" "),
  ].filter(Boolean);
  const where = POINTS()[point] ?? "";
  return [where, said.join(", ")].filter(Boolean).join(": ");
}
