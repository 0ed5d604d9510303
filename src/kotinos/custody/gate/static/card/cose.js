// COSE_Sign1 with Ed25519, the one form of it that the Games use.

import { toHex } from "./bytes.js";
import { decode, Tagged, toBeSigned } from "./cbor.js";

export class Flawed extends Error {
  constructor(flaw, says) {
    super(says);
    this.flaw = flaw;
  }
}

/** A message taken apart, its signature not yet checked. Throws `Flawed` with `structure` or `algorithm`. */
export function takeApart(message) {
  const malformed = (says) => new Flawed("structure", says);
  const parts = tried(message, malformed);
  if (!(parts instanceof Tagged) || parts.tag !== 18 || !Array.isArray(parts.value) || parts.value.length !== 4) {
    throw malformed("tag 18 and four parts");
  }
  const [header, unprotected, payload, signature] = parts.value;
  if (![header, payload, signature].every((part) => part instanceof Uint8Array) || !(unprotected instanceof Map) || unprotected.size) {
    throw malformed("three byte strings, nothing unprotected");
  }
  const names = tried(header, malformed);
  if (!(names instanceof Map) || !names.has(1)) throw malformed("no algorithm");
  if (names.get(1) !== -8) throw new Flawed("algorithm", "only EdDSA is taken");
  const kid = names.get(4);
  if (names.size !== 2 || !(kid instanceof Uint8Array) || kid.length !== 8 || signature.length !== 64) {
    throw malformed("algorithm and a key id of 8 bytes; a signature of 64");
  }
  return { kid: toHex(kid), header, payload, signature };
}

function tried(bytes, malformed) {
  try {
    return decode(bytes);
  } catch (error) {
    throw malformed(error.message);
  }
}

const imported = new Map();

async function verifier(publicKey) {
  const name = toHex(publicKey);
  if (!imported.has(name)) {
    imported.set(name, await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]));
  }
  return imported.get(name);
}

/** Whether the signature of `publicKey` (32 bytes) over the message holds. */
export async function holds({ header, payload, signature }, publicKey) {
  return crypto.subtle.verify({ name: "Ed25519" }, await verifier(publicKey), signature, toBeSigned(header, payload));
}
