/* A match of teams: the contests that it is made of, each with a desk of its own, and who plays in them. */
import { h, remake, set } from "../dom.js";
import { resultStanding } from "../status.js";
import { language, pick, t } from "../text.js";
import { form } from "./asking.js";
import { nameOf } from "./decisions.js";

const desk = (rsc) => `/${language}/operate/unit/${rsc}`;

/** The way to the desk of the match of teams that a contest is part of; nothing of any other unit. */
export const upwards = ({ whole }) => (whole ? h("a", { href: desk(whole.rsc) }, pick(whole.name)) : null);

/** Show the contests of a match of teams in `node`, in playing order. */
export function contests(node, { name, contests: all = [] }) {
  set(node, "hidden", all.length === 0);
  remake(node, all, () => {
    const heads = [t("Match"), t("Who plays"), t("Score"), t("Status")].map((label) => h("th", { scope: "col" }, label));
    return h("table", { class: "contests" }, h("caption", { class: "away" }, t("Matches of the teams")), h("thead", {}, h("tr", {}, heads)), h("tbody", {}, all.map((one) => row(one, pick(name)))));
  });
}

/** A contest is called what it is in its match: of "Semifinal 1 - Match 2" only the last. */
function row({ rsc, name, status = "", schedule, sides = [], score = [], winner = "" }, whole) {
  const standing = h("k-status");
  standing.show(resultStanding(status || "START_LIST"));
  const player = (side) => (side.id === winner ? h("strong", {}, called(side)) : called(side));
  const who = sides.length === 2 ? [player(sides[0]), " – ", player(sides[1])] : [t("Not named yet")];
  const off = schedule === "CANCELLED";
  return h(
    "tr",
    { "data-out": off },
    h("th", { scope: "row" }, h("a", { href: desk(rsc) }, pick(name).replace(`${whole} - `, ""))),
    h("td", {}, who),
    h("td", { class: "number" }, score.filter(Boolean).join("–")),
    h("td", {}, off ? t("Not played") : standing),
  );
}

const called = (competitor) => nameOf({ competitor });

/** The contests that are left when a match of teams is over: nobody plays them. */
export const left = ({ contests: all = [] }) => all.filter(({ status = "", schedule }) => ["", "START_LIST"].includes(status) && schedule !== "CANCELLED");

/** Ask who plays for either team: the start list to record, or `null`. */
export async function lineUp({ line_up: choices, rows }) {
  const sides = choices.map((players, at) => {
    const now = rows[at]?.competitor.id;
    return h("select", { required: true }, h("option", { value: "" }, t("Choose")), players.map((one) => h("option", { value: one.id, selected: one.id === now }, called(one))));
  });
  const teams = choices.map((players) => called(players.at(-1)));
  const fields = sides.map((side, at) => h("label", {}, teams[at], side));
  return form(t("Who plays"), "", fields, () => ({
    kind: "start_list_set",
    starts: sides.map(({ value }, at) => ({ competitor: value, sort: at + 1, order: String(at + 1) })),
  }));
}
