// The device: enrolled once, signs what it asks, keeps what it carries fresh, hands its scans over.

import { fromBase64, sha256, toBase64, toHex } from "./card/bytes.js";
import { decode } from "./card/cbor.js";
import { trusted } from "./card/code.js";
import { followed } from "./card/lists.js";
import { decide } from "./decision.js";
import { readSnapshot, unseal } from "./snapshot.js";

const WAIT = 20;
const API = "api/";

export class Refused extends Error {
  constructor(code, told) {
    super(code);
    this.code = code;
    this.told = told;
  }
}

export class Device {
  constructor(store) {
    this.store = store;
    this.identity = null;
    this.snapshot = null;
    this.rest = "";
  }

  async load() {
    this.identity = (await this.store.get("identity")) ?? null;
    const sealed = await this.store.get("snapshot");
    if (!this.identity || !sealed) return;
    this.snapshot = await this.#opened(sealed);
    this.rest = (await this.store.get("rest")) ?? "";
    for (const { message } of await this.store.changes()) await this.#follow(message);
  }

  /** Take the place that an invitation stands for. The secret keys are made here and cannot be read out, also not by this page. */
  async enrol(invitation) {
    const sign = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
    const seal = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    const raw = async (key) => new Uint8Array(await crypto.subtle.exportKey("raw", key));
    const [signKey, sealKey] = [await raw(sign.publicKey), await raw(seal.publicKey)];
    const answer = await fetch(`${API}enrol`, {
      method: "POST",
      body: JSON.stringify({ invitation, sign_key: toBase64(signKey), seal_key: toBase64(sealKey) }),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Refused(told.refused, told);
    this.identity = {
      device: told.device,
      gate: told.gate,
      anchor: fromBase64(told.anchor),
      sign: sign.privateKey,
      seal: { privateKey: seal.privateKey, publicKey: sealKey },
    };
    await this.store.put("identity", this.identity);
  }

  async ask(method, target, body = "") {
    const url = new URL(`${API}${target}`, document.baseURI);
    const at = Math.floor(Date.now() / 1000);
    const digest = toHex(await sha256(new TextEncoder().encode(body)));
    const words = ["kotinos gate 1", method, url.pathname + url.search, at, digest].join("\n");
    const signature = await crypto.subtle.sign({ name: "Ed25519" }, this.identity.sign, new TextEncoder().encode(words));
    const answer = await fetch(url, {
      method,
      headers: { Authorization: `Kotinos-Device ${this.identity.device} ${at} ${toBase64(new Uint8Array(signature))}` },
      cache: "no-store",
      ...(method === "POST" ? { body } : {}),
    });
    if (!answer.ok) {
      const told = await answer.json().catch(() => ({ refused: String(answer.status) }));
      throw new Refused(told.refused, told);
    }
    return answer;
  }

  async #opened(sealed) {
    return readSnapshot(await unseal(sealed, this.identity.seal), this.identity.anchor);
  }

  async #follow(message) {
    const keys = new Map([...this.snapshot.trust].filter(([, key]) => trusted(key, this.snapshot.issued)));
    const status = await followed(this.snapshot.status, message, keys);
    this.snapshot = { ...this.snapshot, status, issued: Math.max(this.snapshot.issued, status.issued) };
  }

  /** Hand over the scans, then take what changed, within `wait` seconds as soon as something did. */
  async synchronise(wait = 0) {
    await this.handOver();
    if (this.snapshot) {
      const target = `changes?since=${this.snapshot.status.number}&rest=${this.rest}&wait=${wait}`;
      const told = await (await this.ask("GET", target)).json();
      const message = fromBase64(told.changes);
      const since = this.snapshot.status.number;
      const fits = await this.#follow(message).then(() => true, () => false);
      if (fits) await this.store.takeChanges(since, message);
      if (fits && !told.snapshot) return;
    }
    await this.#renew();
  }

  async #renew() {
    const answer = await this.ask("GET", "snapshot");
    const sealed = new Uint8Array(await answer.arrayBuffer());
    const found = await this.#opened(sealed);
    if (this.snapshot && (found.issued < this.snapshot.issued || found.status.number < this.snapshot.status.number)) {
      throw new Error("an older snapshot than the one that is held");
    }
    this.rest = answer.headers.get("Kotinos-Rest");
    await this.store.takeSnapshot(sealed, this.rest);
    this.snapshot = found;
    await this.#photos();
  }

  async #photos() {
    let after = 0;
    let first = true;
    do {
      const answer = await this.ask("GET", `photos?after=${after}`).catch((error) => {
        if (error.code === "no_photos") return null; // this gate's guard may not see them
        throw error;
      });
      if (!answer) return;
      const rows = decode(await unseal(new Uint8Array(await answer.arrayBuffer()), this.identity.seal));
      await this.store.takePhotos(rows, first);
      after = Number(answer.headers.get("Kotinos-More"));
      first = false;
    } while (after > 0);
  }

  async handOver() {
    for (let waiting = await this.store.waiting(); waiting.length; waiting = await this.store.waiting()) {
      const told = await (await this.ask("POST", "scans", JSON.stringify(waiting))).json();
      await this.store.sent(told.kept);
    }
  }

  /** Decide about a code and keep the scan; only then is there an answer. */
  async answer(text) {
    const now = new Date();
    const post = this.snapshot?.post ?? { gate: "", venue: "", zone: "", direction: "in", passback: 0 };
    const found = await decide(text, post, this.snapshot, now.getTime() / 1000, async (serial) => {
      const at = await this.store.lastPassage(serial);
      return at === null ? null : { at, direction: post.direction };
    });
    const scan = {
      id: toHex(crypto.getRandomValues(new Uint8Array(16))),
      at: now.toISOString(),
      answer: found.answer,
      reason: found.reason,
      serial: found.claims?.serial ?? null,
      passed: found.answer === "GRANTED",
      edition: this.snapshot?.status.number ?? 0,
    };
    await this.store.keepScan(scan);
    return { ...found, scan };
  }

  /** A person looked after REFER and let the bearer in: a scan of its own, so that nothing that was kept changes. */
  async letIn({ scan }) {
    const id = toHex(crypto.getRandomValues(new Uint8Array(16)));
    await this.store.keepScan({ ...scan, id, at: new Date().toISOString(), passed: true });
  }

  /** Synchronise for ever; `heard` is told of each round: null, or what was wrong. */
  async keep(heard) {
    for (;;) {
      try {
        await this.synchronise(WAIT);
        heard(null);
      } catch (error) {
        heard(error);
        await new Promise((later) => setTimeout(later, 3000));
      }
    }
  }
}
