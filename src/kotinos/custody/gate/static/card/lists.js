// The signed lists: which keys are trusted, which cards are active, what changed since.

import { same, sha256, toHex } from "./bytes.js";
import { decode } from "./cbor.js";
import { holds, takeApart } from "./cose.js";

export const STATUS = ["not_active", "active", "suspended", "cancelled"];
const LARGEST = 2 ** 22; // bytes of an unpacked list

/** The status of a card; not active where the list does not reach. */
export const statusOf = (list, serial) =>
  STATUS[Math.floor(serial / 4) < list.bits.length ? (list.bits[Math.floor(serial / 4)] >> (serial % 4 * 2)) & 3 : 0];

/** Whether the list knows of the card at all. */
export const reaches = (list, serial) => serial < list.upto;

/** The trust list in `message`, signed by the anchor's public key. */
export async function readTrust(message, anchor) {
  const envelope = takeApart(message);
  if (!(await holds(envelope, anchor))) throw new Error("the trust list is not the anchor's");
  const [word, number, issued, rows] = decode(envelope.payload);
  if (word !== "trust") throw new Error("not a trust list");
  const keys = new Map();
  for (const [raw, signsFrom, signsUntil, trustedUntil, withdrawn] of rows) {
    keys.set(toHex((await sha256(raw)).subarray(0, 8)), { public: raw, signsFrom, signsUntil, trustedUntil, withdrawn });
  }
  return { number, issued, keys };
}

/** What a message says that one of `keys` signed. */
export async function opened(message, keys) {
  const envelope = takeApart(message);
  const key = keys.get(envelope.kid);
  if (!key || !(await holds(envelope, key.public))) throw new Error("not signed by a trusted key");
  return decode(envelope.payload);
}

/** The status list in `message`. */
export async function readStatus(message, keys) {
  const [word, number, issued, upto, packed] = await opened(message, keys);
  if (word !== "status") throw new Error("not a status list");
  return { number, issued, upto, bits: await inflated(packed) };
}

async function inflated(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const found = new Uint8Array(await new Response(stream).arrayBuffer());
  if (found.length > LARGEST) throw new Error("a list larger than any");
  return found;
}

/** The list that signed changes lead to from `held`. Throws where they begin later, are older, or lead elsewhere. */
export async function followed(held, message, keys) {
  const [word, since, number, issued, upto, steps, fingerprint] = await opened(message, keys);
  if (word !== "changes" || number < held.number || since > held.number) throw new Error("changes that do not fit");
  const length = Math.ceil(upto / 4);
  let bits = new Uint8Array(Math.max(held.bits.length, length));
  bits.set(held.bits);
  let serial = 0;
  for (const step of steps) {
    serial += Math.floor(step / 4);
    const at = Math.floor(serial / 4);
    const shift = (serial % 4) * 2;
    bits[at] = (bits[at] & ~(3 << shift)) | ((step % 4) << shift);
  }
  let end = bits.length;
  while (end && !bits[end - 1]) end -= 1;
  bits = bits.slice(0, end);
  if (!same((await sha256(bits)).subarray(0, 16), fingerprint)) throw new Error("changes that lead elsewhere");
  return { number, issued, upto, bits };
}
