/* What was typed and is not durable yet. It is kept in the browser, sent in order, one at a time, and sent again until it is answered.

   Each entry has an id of its own and names competitor and slot, so that sending again changes nothing and a late key press can hit
   nobody else. An entry that was refused waits where it was typed, with its text. */
import { ask, signInAgain } from "./session.js";

const LONGEST = 4000; // ms between two attempts at most

/** An id that no other entry has; also where a page is not served securely and `crypto.randomUUID` does not exist. */
export function freshId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const cellOf = (competitor, slot) => `${competitor}|${slot}`;

export class Outbox {
  #busy = false;
  #attempts = 0;

  /** `changed()` after every step; `durable(entry, answer)` when an entry is on disk; `link(up)` when answers come or stay away. */
  constructor(person, rsc, { changed, durable, link }) {
    this.rsc = rsc;
    this.place = `desk ${person} ${rsc}`;
    this.changed = changed;
    this.durable = durable;
    this.link = link;
    this.entries = this.#kept();
    addEventListener("online", () => this.pump());
  }

  /** Put an entry in and send it. `items` are `{ competitor, slot, text, seen }`; refused earlier text of the same cells is replaced.
   *  `undo` names what is put back: an event of the journal, or an entry that is still on its way. */
  add({ items, reason = "", agree = false, undo = "", cells = null }) {
    const keys = cells ?? items.map(({ competitor, slot }) => cellOf(competitor, slot));
    this.entries = this.entries.filter((entry) => !(stuck(entry) && entry.cells.some((key) => keys.includes(key))));
    const before = this.entries.findLast((entry) => entry.cells.some((key) => keys.includes(key)));
    const entry = { id: freshId(), items, reason, agree, undo, cells: keys, state: "queued", after: before?.id ?? "" };
    this.entries.push(entry);
    this.#keep();
    this.pump();
    return entry;
  }

  /** The newest entry of a cell, or `undefined`. */
  of(key) {
    return this.entries.findLast((entry) => entry.cells.includes(key));
  }

  /** Forget an entry that waits for a decision of the person who typed it. */
  drop(entry) {
    this.entries = this.entries.filter((one) => one !== entry);
    this.#keep();
  }

  /** Send a refused entry again, with what it lacked: a reason, or the value that is now seen. It is a new message. */
  again(entry, { reason = entry.reason, confirm = entry.confirm ?? false, seen } = {}) {
    entry.id = freshId();
    Object.assign(entry, { reason, confirm });
    if (seen !== undefined) entry.items[entry.at ?? 0].seen = seen;
    Object.assign(entry, { state: "queued", problem: "", now: undefined, doubt: undefined, at: undefined });
    this.#keep();
    this.pump();
  }

  async pump() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let entry = this.#next(); entry; entry = this.#next()) {
        entry.state = "sent";
        this.changed();
        if (!(await this.#send(entry))) break;
      }
    } finally {
      this.#busy = false;
    }
  }

  #next() {
    return this.entries.find((entry) => entry.state === "queued");
  }

  async #send(entry) {
    let answer = null;
    try {
      answer = await ask(...this.#message(entry));
    } catch {
      /* no answer: sent again below */
    }
    if (answer?.status === 401) {
      entry.state = "queued";
      await signInAgain();
      return true;
    }
    if (!answer || answer.status >= 500 || answer.status === 429) {
      this.#later(entry);
      return false;
    }
    this.#attempts = 0;
    this.link(true);
    if (answer.status === 200) this.#done(entry, answer.body);
    else this.#refused(entry, answer);
    this.#keep();
    return true;
  }

  #message(entry) {
    if (entry.undo) {
      return [`/units/${this.rsc}/undo`, { method: "POST", body: { id: entry.id, event: entry.undo, reason: entry.reason } }];
    }
    const items = entry.items.map(({ competitor, slot, text, seen = null }) => ({ competitor, slot, text, seen }));
    return [`/units/${this.rsc}/marks`, { method: "POST", body: { id: entry.id, items, reason: entry.reason, agree: entry.agree, confirm: entry.confirm ?? false } }];
  }

  #later(entry) {
    entry.state = "queued";
    this.link(false);
    this.changed();
    const wait = Math.min(LONGEST, 250 * 2 ** this.#attempts++) * (0.5 + Math.random() / 2);
    setTimeout(() => this.pump(), wait);
  }

  #done(entry, answer) {
    entry.event = answer.event;
    for (const later of this.entries) {
      if (later.undo === entry.id) later.undo = answer.event;
      if (later.after !== entry.id) continue;
      for (const item of later.items) item.seen = seenAfter(entry, answer, item);
    }
    this.entries = this.entries.filter((one) => one !== entry);
    this.durable(entry, answer);
  }

  #refused(entry, { status, body }) {
    const later = this.entries.find((one) => one.after === entry.id);
    if (later) {
      // Typed again meanwhile: the newer text takes its place, and what was seen stays what was seen.
      for (const item of later.items) item.seen = entry.items.find(({ slot }) => slot === item.slot)?.seen ?? item.seen;
      later.after = "";
      this.entries = this.entries.filter((one) => one !== entry);
      return;
    }
    entry.at = Number(/^items\[(\d+)\]/.exec(body?.where ?? "")?.[1] ?? 0);
    entry.problem = [body?.what, body?.would_be_right].filter(Boolean).join(" · ");
    entry.now = body?.conflict ? body.now : undefined;
    entry.doubt = body?.doubt;
    entry.state = body?.conflict ? "conflict" : body?.doubt ? "doubt" : status === 409 && body?.where === "reason" ? "reason" : "refused";
  }

  #keep() {
    try {
      if (this.entries.length) localStorage.setItem(this.place, JSON.stringify(this.entries));
      else localStorage.removeItem(this.place);
    } catch {
      /* a browser that keeps nothing still sends while the page is open */
    }
    this.changed();
  }

  #kept() {
    try {
      const entries = JSON.parse(localStorage.getItem(this.place) ?? "[]");
      return entries.map((entry) => ({ ...entry, state: entry.state === "sent" ? "queued" : entry.state }));
    } catch {
      return [];
    }
  }
}

/** Whether an entry waits for the person, not for the link. */
export const stuck = ({ state }) => ["refused", "conflict", "doubt", "reason"].includes(state);

function seenAfter(entry, { kind, values }, { competitor, slot, seen }) {
  if (kind === "mark_proposed") return entry.items.find((item) => item.slot === slot)?.seen ?? null;
  const now = values.find((value) => value.competitor === competitor && value.slot === slot);
  return now ? now.value : (seen ?? null);
}
