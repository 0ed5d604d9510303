// What this device carries: sealed to its key, signed by a key that the anchor trusts.

import { joined } from "./card/bytes.js";
import { decode } from "./card/cbor.js";
import { holds, takeApart } from "./card/cose.js";
import { trusted } from "./card/code.js";
import { readStatus, readTrust } from "./card/lists.js";

const INFO = new TextEncoder().encode("kotinos gate snapshot 1");
const text = (words) => new TextEncoder().encode(words);
const KEM = joined(text("KEM"), Uint8Array.of(0x00, 0x20)); // DHKEM(X25519, HKDF-SHA256)
const SUITE = joined(text("HPKE"), Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x02)); // with HKDF-SHA256 and AES-256-GCM

async function hmac(key, ...parts) {
  // WebCrypto takes no empty key; a key of zeros of the block's length is the same one.
  const made = await crypto.subtle.importKey("raw", key.length ? key : new Uint8Array(64), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, joined(...parts)));
}

const extracted = (suite, salt, label, key) => hmac(salt, text("HPKE-v1"), suite, text(label), key);

async function expanded(suite, secret, label, info, length) {
  // No output here is longer than one block of HKDF.
  const labelled = joined(Uint8Array.of(0, length), text("HPKE-v1"), suite, text(label), info, Uint8Array.of(1));
  return (await hmac(secret, labelled)).subarray(0, length);
}

/** What was sealed to the X25519 key pair by HPKE in base mode (RFC 9180). */
export async function unseal(sealed, { privateKey, publicKey }) {
  const [sent, cipher] = [sealed.subarray(0, 32), sealed.subarray(32)];
  const theirs = await crypto.subtle.importKey("raw", sent, { name: "X25519" }, false, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, privateKey, 256));
  const none = new Uint8Array(0);
  const context = joined(sent, publicKey);
  const secret = await expanded(KEM, await extracted(KEM, none, "eae_prk", shared), "shared_secret", context, 32);
  const schedule = joined(
    Uint8Array.of(0),
    await extracted(SUITE, none, "psk_id_hash", none),
    await extracted(SUITE, none, "info_hash", INFO),
  );
  const main = await extracted(SUITE, secret, "secret", none);
  const key = await crypto.subtle.importKey("raw", await expanded(SUITE, main, "key", schedule, 32), "AES-GCM", false, ["decrypt"]);
  const iv = await expanded(SUITE, main, "base_nonce", schedule, 12);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, cipher));
}

/** The snapshot in `message`, with the post that it is for. Throws for one that the zone did not sign. */
export async function readSnapshot(message, anchor) {
  const envelope = takeApart(message);
  const [word, games, issued, trust, listed, venues, sessions, access, upgrades, post] = decode(envelope.payload);
  if (word !== "snapshot") throw new Error("not a snapshot");
  // Nothing of this is believed before the key that signed it stands in a list that the anchor signed.
  const { keys } = await readTrust(trust, anchor);
  const key = keys.get(envelope.kid);
  if (!key || !trusted(key, issued) || !(await holds(envelope, key.public))) throw new Error("not signed by a trusted key");
  const usable = new Map([...keys].filter(([, one]) => trusted(one, issued)));
  const [gate, venue, zone, direction, passback] = post;
  return {
    games,
    issued,
    trust: keys,
    status: await readStatus(listed, usable),
    venues: venues.map(([code, kind, sports]) => ({ code, kind, sports })),
    sessions: sessions.map(([code, where, opens, closes]) => ({ code, venue: where, opens, closes })),
    access: new Map(access.map(([serial, opened, zones, prime]) => [serial, { venues: opened, zones, prime }])),
    upgrades: upgrades.map(([serial, bearer, where, zones, opens, closes, session]) => ({
      serial, bearer, venue: where, zones, opens, closes, session,
    })),
    post: { gate, venue, zone, direction, passback },
  };
}
