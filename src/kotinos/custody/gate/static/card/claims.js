// What a card says of itself: the claims of docs/reference/card.md, in their one encoding.

import { decode } from "./cbor.js";

export const BITS = {
  zones: ["BLUE", "RED", "WHITE", "1", "2", "4", "5", "6", "R"],
  transport: ["T1", "T2", "T3", "TA", "TF", "TM", "TP"],
  dining: ["DIN", "DW", "DL"],
  seating: ["SA", "SE", "SB", "SG"],
};
export const KINDS = ["card", "upgrade", "day", "guest"];

const GAMES = -65537;
const INNER = [
  ["kind", "number"], ["category", "string"], ["name", "string"], ["organisation", "string"], ["function", "string"],
  ["sport", "string"], ["venues", "string"], ["zones", "number"], ["transport", "number"], ["dining", "number"],
  ["seating", "number"], ["prime", "boolean"], ["visa", "boolean"], ["bearer", "number"], ["session", "string"],
];
const TEXTS = {
  games: /^[A-Z]{2}[0-9]{4}$/u,
  category: /^[A-Za-z0-9]{1,5}$/u,
  name: /^[^\x00-\x1f\x7f]{1,120}$/u,
  organisation: /^[A-Z0-9]{1,8}$/u,
  function: /^[A-Z0-9-]{0,12}$/u,
  sport: /^(?:[A-Z0-9]{3})?$/u,
  session: /^[A-Z0-9]{0,12}$/u,
};

/** The claims that `raw` encodes. Throws where they are not those of a card. */
export function fromCbor(raw) {
  const outer = decode(raw);
  if (!(outer instanceof Map) || outer.size !== 5 || ![1, 4, 5, 7, GAMES].every((key) => outer.has(key))) {
    throw new Error("not the claims of a card");
  }
  const [games, end, begin, serial, inner] = [1, 4, 5, 7, GAMES].map((key) => outer.get(key));
  if (!(serial instanceof Uint8Array) || serial.length !== 4 || !(inner instanceof Map)) throw new Error("serial or private map");
  if (![end, begin].every((at) => Number.isInteger(at) && at >= 0 && at < 2 ** 32) || begin >= end) throw new Error("window");
  const found = {
    games,
    serial: new DataView(serial.buffer, serial.byteOffset).getUint32(0),
    begin,
    end,
    kind: 0, function: "", sport: "", venues: "", zones: 0, transport: 0, dining: 0, seating: 0, prime: false, visa: false,
    bearer: null, session: "",
  };
  for (const [key, value] of inner) {
    const [name, type] = INNER[key] ?? [];
    // What is empty is left out, but for a bearer whose serial is 0.
    if (!name || typeof value !== type || (!value && name !== "bearer")) throw new Error(`claim ${key}`);
    found[name] = value;
  }
  return checked(found);
}

function checked(found) {
  for (const [name, rule] of Object.entries(TEXTS)) {
    if (typeof found[name] !== "string" || !rule.test(found[name])) throw new Error(name);
  }
  found.venues = venues(found.venues, found.sport);
  for (const [axis, values] of Object.entries(BITS)) {
    if (!Number.isInteger(found[axis]) || found[axis] < 0 || found[axis] >= 2 ** values.length) throw new Error(axis);
    found[axis] = values.filter((_, bit) => (found[axis] >> bit) & 1);
  }
  if (!KINDS[found.kind]) throw new Error("kind");
  found.kind = KINDS[found.kind];
  if (found.bearer !== null && !(found.bearer >= 0 && found.bearer < 2 ** 32)) throw new Error("bearer");
  if ((found.kind === "upgrade") !== (found.bearer !== null)) throw new Error("an upgrade names its bearer's card");
  return found;
}

function venues(text, sport) {
  if (!/^(?:[A-Z0-9]{3})*$/.test(text)) throw new Error("venues");
  const found = text.match(/.../g) ?? [];
  const alone = found.includes("ALL") || found.includes("LST");
  if (new Set(found).size !== found.length || (alone && found.length > 1) || (found.includes("OWN") && !sport)) {
    throw new Error("venues");
  }
  return found;
}
