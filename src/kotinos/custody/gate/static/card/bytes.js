// Bytes and the texts they travel as.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const PLACE = new Map([...ALPHABET].map((letter, at) => [letter, at]));

/** Base45 (RFC 9285). Throws where it is not, also where an encoder would have written something else. */
export function fromBase45(text) {
  if (text.length % 3 === 1) throw new Error("a length that Base45 does not have");
  const found = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((letter) => PLACE.get(letter));
    if (group.includes(undefined)) throw new Error("a sign that Base45 does not have");
    const value = group[0] + group[1] * 45 + (group[2] ?? 0) * 2025;
    if (group.length === 3) {
      if (value > 0xffff) throw new Error("a group over 65535");
      found.push(value >> 8, value & 0xff);
    } else {
      if (value > 0xff) throw new Error("a pair over 255");
      found.push(value);
    }
  }
  return Uint8Array.from(found);
}

export const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
export const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
export const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const same = (one, two) => one.length === two.length && one.every((byte, at) => byte === two[at]);
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
