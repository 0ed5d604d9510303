// What a gate answers. The rules of kotinos/custody/gate/decision.py, and tests put the same cases to both.

import { Flawed } from "./card/cose.js";
import { read } from "./card/code.js";
import { reaches, statusOf } from "./card/lists.js";

export const FRESH = 24 * 3600;
const CLOCK_OFF = 300;
const UNREADABLE = { prefix: "not_a_card", base45: "not_a_card", old_key: "old_key" };
const NOT_ACTIVE = { not_active: "not_validated", suspended: "suspended", cancelled: "cancelled" };

const answered = (answer, reason, claims = null, upgrade = null) => ({ answer, reason, claims, upgrade });

/** The answer to `text` at `at` (seconds). `lastOf(serial)` gives the card's last passage here, or null. */
export async function decide(text, post, snapshot, at, lastOf) {
  if (!snapshot) return answered("REFER", "no_snapshot");
  if (at < snapshot.issued - CLOCK_OFF) return answered("REFER", "clock");
  let claims;
  try {
    claims = await read(text, snapshot.trust, at);
  } catch (error) {
    if (!(error instanceof Flawed)) throw error;
    if (error.flaw === "unknown_key") return answered("REFER", "unknown_key");
    return answered("DENIED", UNREADABLE[error.flaw] ?? "not_genuine");
  }
  const certain = certainly(claims, snapshot, at);
  if (certain) return answered("DENIED", certain, claims);
  if (at - snapshot.issued > FRESH) return answered("REFER", "stale", claims);
  return authorised(claims, post, snapshot, at, await lastOf(claims.serial));
}

function certainly(claims, snapshot, at) {
  if (claims.games !== snapshot.games) return "other_games";
  if (at < claims.begin) return "not_yet";
  if (at >= claims.end) return "over";
  return statusOf(snapshot.status, claims.serial) === "cancelled" ? "cancelled" : null;
}

function authorised(claims, post, snapshot, at, last) {
  if (!reaches(snapshot.status, claims.serial)) return answered("REFER", "unknown_card", claims);
  const status = statusOf(snapshot.status, claims.serial);
  if (status !== "active") return answered("DENIED", NOT_ACTIVE[status], claims);
  if (claims.kind === "upgrade" && statusOf(snapshot.status, claims.bearer) !== "active") return answered("DENIED", "bearer", claims);
  const access = snapshot.access.get(claims.serial) ?? claims;
  if (access.venues.includes("LST")) return answered("REFER", "unknown_card", claims);
  const session = snapshot.sessions.find((one) => one.venue === post.venue && one.opens <= at && at < one.closes) ?? null;
  const reason = closed(access, claims, post, snapshot, session);
  let upgrade = null;
  if (reason) {
    upgrade = upgraded(claims, post, snapshot, at, session);
    if (upgrade === null) return answered("DENIED", reason, claims);
  }
  if (passedLately(post, at, last)) return answered("REFER", "passback", claims, upgrade);
  return answered("GRANTED", upgrade === null ? "open" : "open_upgrade", claims, upgrade);
}

function closed(access, claims, post, snapshot, session) {
  const venue = snapshot.venues.find((one) => one.code === post.venue) ?? { code: post.venue, kind: "", sports: [] };
  if (!named(access.venues, venue, claims.sport)) return "venue";
  if (post.zone && !access.zones.includes(post.zone)) return "zone";
  if (session && !access.prime && claims.session !== session.code) return "prime";
  return null;
}

const named = (venues, venue, sport) =>
  venues.includes(venue.code) ||
  venues.includes("ALL") ||
  (venues.includes("CMP") && venue.kind === "competition") ||
  (venues.includes("OWN") && ["competition", "training"].includes(venue.kind) && venue.sports.includes(sport));

function upgraded(claims, post, snapshot, at, session) {
  const found = snapshot.upgrades.find(
    (one) =>
      one.bearer === claims.serial &&
      one.venue === post.venue &&
      one.opens <= at &&
      at < one.closes &&
      (!post.zone || one.zones.includes(post.zone)) &&
      (!session || one.session === session.code) &&
      statusOf(snapshot.status, one.serial) === "active",
  );
  return found ? found.serial : null;
}

const passedLately = (post, at, last) =>
  post.direction === "in" && last !== null && last.direction === "in" && Math.abs(at - last.at) < post.passback * 60;
