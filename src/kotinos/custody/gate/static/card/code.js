// The text in a card's QR code: GA1: + Base45 of a signed message over its claims.

import { fromBase45 } from "./bytes.js";
import { fromCbor } from "./claims.js";
import { Flawed, holds, takeApart } from "./cose.js";

const PREFIX = "GA1:";
const LONGEST = 304;

/** Whether a key of the trust list is believed at `at` (seconds). */
export const trusted = (key, at) => !key.withdrawn && key.signsFrom <= at && at < key.trustedUntil;

/** The claims in `text`, signed by a key of `trust` (Map by id) trusted at `at`. Throws `Flawed`. */
export async function read(text, trust, at) {
  if (!text.startsWith(PREFIX)) throw new Flawed("prefix", `a card's code begins with ${PREFIX}`);
  if ([...text].length > LONGEST) throw new Flawed("base45", "longer than any card");
  let message;
  try {
    message = fromBase45(text.slice(PREFIX.length));
  } catch (error) {
    throw new Flawed("base45", error.message);
  }
  const envelope = takeApart(message);
  const key = trust.get(envelope.kid);
  if (!key) throw new Flawed("unknown_key", envelope.kid);
  if (!trusted(key, at)) throw new Flawed("old_key", envelope.kid);
  if (!(await holds(envelope, key.public))) throw new Flawed("signature", "the signature does not fit");
  try {
    return fromCbor(envelope.payload);
  } catch (error) {
    throw new Flawed("claims", error.message);
  }
}
