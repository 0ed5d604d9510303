/* The columns of a result list: which ones a unit uses, what they are called, and what stands in a cell. */
import { fill, h, remake, set } from "./dom.js";
import { named, t } from "./text.js";

const FIGURE_SPACE = "\u2007";
const POINT_SPACE = "\u2008";

/** Spaces as wide as the decimals that `mark` lacks, so that points stand under points. */
export function padding(mark, decimals) {
  if (!decimals || !/^[-+]?[\d:.]+$/.test(mark)) return "";
  const own = mark.includes(".") ? mark.length - mark.lastIndexOf(".") - 1 : -1;
  if (own < 0) return POINT_SPACE + FIGURE_SPACE.repeat(decimals);
  return FIGURE_SPACE.repeat(decimals - own);
}

function decimalsOf(marks) {
  return Math.max(0, ...marks.map((mark) => (/^[-+]?[\d:]*\.\d+$/.test(mark) ? mark.length - mark.lastIndexOf(".") - 1 : 0)));
}

function aligned(cell, mark, decimals) {
  remake(cell, [mark, decimals], () => [mark, h("span", { class: "pad", "aria-hidden": "true" }, padding(mark, decimals))]);
}

/** A column of numbers aligned at their points. */
function numbers(id, label, value, rows, more = {}) {
  const decimals = decimalsOf(rows.map(value));
  return { id, label, kind: "number", put: (cell, row) => aligned(cell, value(row), decimals), ...more };
}

function words(id, label, value, more = {}) {
  return { id, label, kind: "text", put: (cell, row) => fill(cell, value(row)), ...more };
}

const NAMES = {
  reaction: () => t("Reaction"),
  wind: () => t("Wind"),
  d: () => t("Difficulty"),
  e: () => t("Execution"),
  a: () => t("Artistry"),
  h: () => t("Displacement"),
  t: () => t("Time of flight"),
  penalty: () => t("Penalty"),
  points: () => t("Points"),
  series: () => t("Series"),
  ippon: () => t("Ippon"),
  wazaari: () => t("Waza-ari"),
  yuko: () => t("Yuko"),
  shido: () => t("Shido"),
  laps: () => t("Laps"),
  snatch: () => t("Snatch"),
  clean_jerk: () => t("Clean and jerk"),
};

const nameOf = (code) => NAMES[code]?.() ?? code.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());

const WIDE = {
  attempts(rows) {
    const most = Math.max(0, ...rows.flatMap((row) => (row.attempts ?? []).map((attempt) => attempt.n)));
    const find = (row, n) => (row.attempts ?? []).find((attempt) => attempt.n === n);
    return Array.from({ length: most }, (_, at) => ({
      id: `attempt-${at + 1}`,
      label: String(at + 1),
      title: t("Attempt {n}", { n: at + 1 }),
      kind: "attempt",
      put(cell, row) {
        const attempt = find(row, at + 1);
        remake(cell, attempt ?? null, () => attemptParts(attempt));
        set(cell, "data-best", Boolean(attempt?.best));
        set(cell, "data-failed", attempt !== undefined && !/\d/.test(attempt.mark));
      },
    }));
  },

  heights(rows) {
    const heights = [...new Set(rows.flatMap((row) => (row.heights ?? []).map((tried) => tried.height)))];
    heights.sort((a, b) => Number(a) - Number(b));
    return heights.map((height) => ({
      id: `height-${height}`,
      label: height,
      kind: "attempt",
      put(cell, row) {
        const found = (row.heights ?? []).find((one) => one.height === height);
        const tried = found?.attempts ?? "";
        remake(cell, found ?? null, () => [tried, ...(found?.records ?? []).map((flag) => h("small", { class: "flag", title: nameOfRecord(flag) }, shortRecord(flag)))]);
        set(cell, "data-failed", tried !== "" && !tried.includes("O"));
      },
    }));
  },

  splits(rows) {
    const points = [...new Set(rows.flatMap((row) => (row.splits ?? []).map((split) => split.point)))];
    points.sort((a, b) => Number(a) - Number(b));
    return points.map((point) => ({
      id: `split-${point}`,
      label: /^\d+$/.test(point) ? t("{n} m", { n: point }) : point,
      kind: "number",
      optional: true,
      put(cell, row) {
        const split = (row.splits ?? []).find((one) => one.point === point);
        remake(cell, split ?? null, () =>
          split ? [split.time, h("span", { class: "place" }, split.rank ? ` (${split.rank})` : "")] : [],
        );
      },
    }));
  },

  periods(rows, body) {
    return (body.periods ?? []).map((period) => ({
      id: `period-${period.code}`,
      label: period.code,
      title: named("period", period.code),
      kind: "number",
      put(cell, row) {
        const side = row === sides(body.rows)[0] ? "home" : "away";
        fill(cell, period[`${side}_period`] || period[side] || "");
      },
    }));
  },
};

/** The two competitors of a match, home first. */
export const sides = (rows) => [...rows].sort((a, b) => (a.start_sort ?? 0) - (b.start_sort ?? 0));

function attemptParts(attempt) {
  if (!attempt) return [];
  const wind = attempt.wind ? h("small", { class: "wind", "aria-label": t("Wind {value}", { value: attempt.wind }) }, attempt.wind) : null;
  return [attempt.mark, wind, ...(attempt.records ?? []).map((flag) => h("small", { class: "flag", title: nameOfRecord(flag) }, shortRecord(flag)))];
}

function chosen(code, rows, body) {
  if (code in WIDE) return WIDE[code](rows, body);
  const value = code === "reaction" || code === "wind" ? (row) => row[code] ?? "" : (row) => row.parts?.[code] ?? "";
  // A column that nobody fills (a penalty nobody got) says nothing.
  if (!rows.some((row) => value(row))) return [];
  return [numbers(code, body.names?.[code] ?? nameOf(code), value, rows, { soft: true, optional: code === "reaction" || code === "wind" })];
}

function notes(row) {
  return { qual: row.qual ?? "", records: row.records ?? [], pending: row.pending ?? [], wlt: row.wlt ?? "" };
}

/** The name of one of several records that an event keeps. */
export const partOfRecord = (part) =>
  ({ SNATCH: t("Snatch"), CLEAN_JERK: t("Clean and jerk"), TOTAL: t("Total"), QUALIFICATION: t("Qualification"), FINAL: t("Final") })[part] ?? part;

/** `=WR` as a badge shows it; of a part (`WR/SNATCH`) with that part's name. */
const shortRecord = (flag) => flag.replace(/\/(.*)/, (_, part) => ` ${partOfRecord(part)}`);

function nameOfRecord(flag) {
  const [code, part = ""] = flag.replace(/^=/, "").split("/");
  const type = named("record", code) === code ? named("best", code) : named("record", code);
  const name = part ? `${type}, ${partOfRecord(part)}` : type;
  return flag.startsWith("=") ? t("{record}, equalled", { record: name }) : name;
}

/** A record that a mark is: by its code, `=WR` where it equals one; with a question mark until somebody has confirmed it. */
function recordTag(flag, waits) {
  const name = nameOfRecord(flag);
  const title = waits ? t("{record}, not ratified yet", { record: name }) : name;
  return h("abbr", { class: "tag record", title, "data-pending": waits || null }, shortRecord(flag), waits ? h("span", { "aria-hidden": "true" }, "?") : null);
}

function noteParts({ qual, records, pending, wlt }) {
  return [
    wlt ? h("abbr", { class: "tag", title: named("wlt", wlt) }, wlt) : null,
    qual ? h("abbr", { class: "tag qual", title: named("qualification", qual) }, qual) : null,
    ...records.map((flag) => recordTag(flag, pending.includes(flag))),
  ];
}

function markParts(row, decimals) {
  if (row.irm) return h("abbr", { class: "irm", title: named("irm", row.irm) }, row.irm);
  const mark = row.mark ?? "";
  return [mark, h("span", { class: "pad", "aria-hidden": "true" }, padding(mark, decimals))];
}

function mark(rows) {
  const decimals = decimalsOf(rows.map((row) => row.mark ?? ""));
  return {
    id: "mark",
    label: t("Mark"),
    kind: "mark",
    put: (cell, row) => remake(cell, [row.irm, row.mark, decimals], () => markParts(row, decimals)),
  };
}

const any = (rows, field) => rows.some((row) => row[field] !== undefined && row[field] !== "" && row[field]?.length !== 0);

function first(rows) {
  const equal = (row) => (row.rank ? `${row.rank_equal ? "=" : ""}${row.rank}` : "");
  return [
    any(rows, "rank") ? words("rank", t("Rank"), equal, { kind: "rank" }) : null,
    any(rows, "start_order") ? words("order", t("Order"), (row) => row.start_order ?? "", { kind: "number", soft: true, optional: true, title: t("Lane or starting position") }) : null,
    any(rows, "bib") ? words("bib", t("Bib"), (row) => row.bib ?? "", { kind: "number", soft: true, optional: true }) : null,
    words("noc", t("NOC"), (row) => row.competitor.noc ?? "", { kind: "noc" }),
    { id: "name", label: t("Name"), kind: "name", put: putName },
  ];
}

function putName(cell, row) {
  const { name, print_name: print, id, members = [], guides = [], sport_class: sportClass = "", type } = row.competitor;
  const shown = name || print || ({ TBD: t("To be decided"), BYE: t("Bye") }[id] ?? id);
  const beside = type === "T" ? (members.length <= 8 ? members : []) : guides;
  const others = beside.map((one) => one.name || one.print_name).join(", ");
  remake(cell, [shown, sportClass, others], () => [
    h("span", { class: "who" }, shown),
    sportClass ? h("abbr", { class: "tag", title: t("Sport class") }, sportClass) : null,
    others ? h("small", { class: "members" }, others) : null,
  ]);
}

function bests(rows) {
  const codes = [...new Set(rows.flatMap((row) => Object.keys(row.bests ?? {})))];
  return codes.map((code) =>
    numbers(`best-${code}`, code, (row) => row.bests?.[code] ?? "", rows, { title: named("best", code), soft: true, optional: true }),
  );
}

/** All columns of a result list in order. `started` is false for a start list, which shows bests where marks will be. */
export function columnsOf(body, started, withUnit = null) {
  const { rows } = body;
  const used = new Set([...(body.columns ?? []), ...(body.periods?.length ? ["periods"] : [])]);
  const shown = started ? [...used].flatMap((code) => chosen(code, rows, body)) : bests(rows);
  return [
    ...first(rows),
    withUnit && any(rows, "unit") ? words("unit", t("Unit"), (row) => (row.unit ? withUnit(row.unit) : ""), { soft: true, optional: true }) : null,
    ...shown,
    started && (any(rows, "mark") || any(rows, "irm")) ? mark(rows) : null,
    // Between two sides the score itself says how far behind the other one is.
    any(rows, "diff") && !any(rows, "wlt") ? numbers("diff", t("Behind"), (row) => row.diff ?? "", rows, { soft: true }) : null,
    { id: "notes", label: t("Notes"), kind: "notes", put: (cell, row) => remake(cell, notes(row), () => noteParts(notes(row))) },
  ].filter(Boolean);
}
