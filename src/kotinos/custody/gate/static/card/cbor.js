// The CBOR that cards and lists are made of (RFC 8949), read strictly: the one deterministic encoding (§4.2.1) or nothing.

export class Tagged {
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

/** A floating-point number: nothing here is one, so that it equals no number that is looked for. */
export class Floating {}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const WIDTH = { 24: 1, 25: 2, 26: 4, 27: 8 };
const LEAST = { 24: 24, 25: 0x100, 26: 0x10000, 27: 0x100000000 };

/** The one item in `bytes`: numbers, Uint8Array, text, Array, Map, Tagged, booleans, null. Throws on anything else, and on what follows it. */
export function decode(bytes) {
  const reader = new Reader(bytes);
  const found = reader.item(0);
  if (reader.at !== bytes.length) throw new Error("something follows the end");
  return found;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  take(count) {
    if (this.at + count > this.bytes.length) throw new Error("it ends too early");
    const begin = this.at;
    this.at += count;
    return this.bytes.subarray(begin, this.at);
  }

  item(depth) {
    if (depth > 16) throw new Error("too deep");
    const [first] = this.take(1);
    const major = first >> 5;
    const info = first & 31;
    if (major === 7) return this.simple(info);
    const size = this.size(info);
    switch (major) {
      case 0:
        return size;
      case 1:
        return -1 - size;
      case 2:
        return this.take(size);
      case 3:
        return utf8.decode(this.take(size));
      case 4:
        return this.list(size, depth);
      case 5:
        return this.map(size, depth);
      default:
        return new Tagged(size, this.item(depth + 1));
    }
  }

  list(size, depth) {
    if (size > this.bytes.length) throw new Error("a list longer than what holds it");
    const found = [];
    for (let n = 0; n < size; n += 1) found.push(this.item(depth + 1));
    return found;
  }

  size(info) {
    if (info < 24) return info;
    const width = WIDTH[info];
    if (!width) throw new Error("no length is given");
    const begin = this.at;
    this.take(width);
    const found =
      width === 8 ? Number(this.view.getBigUint64(begin)) : width === 4 ? this.view.getUint32(begin)
      : width === 2 ? this.view.getUint16(begin) : this.view.getUint8(begin);
    if (found < LEAST[info]) throw new Error("not the shortest form");
    if (!Number.isSafeInteger(found)) throw new Error("a number larger than any here");
    return found;
  }

  map(size, depth) {
    const found = new Map();
    let before = null;
    for (let n = 0; n < size; n += 1) {
      const begin = this.at;
      const key = this.item(depth + 1);
      const encoded = this.bytes.subarray(begin, this.at);
      if (before && !sorted(before, encoded)) throw new Error("keys out of order, or one twice");
      before = encoded;
      found.set(key, this.item(depth + 1));
    }
    return found;
  }

  simple(info) {
    if (info === 20 || info === 21) return info === 21;
    if (info === 22) return null;
    if (info >= 25 && info <= 27) {
      this.take(WIDTH[info]);
      return new Floating();
    }
    throw new Error("a value that is none");
  }
}

function sorted(one, two) {
  for (let at = 0; at < Math.min(one.length, two.length); at += 1) {
    if (one[at] !== two[at]) return one[at] < two[at];
  }
  return one.length < two.length;
}

/** A head of `major` type with a number or a length. */
function head(major, value) {
  if (value < 24) return [(major << 5) | value];
  if (value < 0x100) return [(major << 5) | 24, value];
  if (value < 0x10000) return [(major << 5) | 25, value >> 8, value & 0xff];
  return [(major << 5) | 26, (value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** What is signed of a message (RFC 9052 §4.4). */
export function toBeSigned(header, payload) {
  const context = new TextEncoder().encode("Signature1");
  return Uint8Array.from([
    0x84, ...head(3, context.length), ...context, ...head(2, header.length), ...header, 0x40, ...head(2, payload.length), ...payload,
  ]);
}
