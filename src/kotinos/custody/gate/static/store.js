// What this device keeps: its keys (which no script can read out), the sealed snapshot, the changes since, photos, every scan.

const NAME = "kotinos-gate";

function asked(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

export class Store {
  static async open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore("kept");
      db.createObjectStore("changes", { keyPath: "since" });
      db.createObjectStore("photos", { keyPath: "serial" });
      const scans = db.createObjectStore("scans", { keyPath: "id" });
      scans.createIndex("waiting", "waiting");
      scans.createIndex("passed", ["passage", "at"]);
    };
    const store = new Store();
    store.db = await asked(request);
    return store;
  }

  /** One transaction over `names`; it is on disk when the promise is kept. */
  write(names, work) {
    return new Promise((done, failed) => {
      const transaction = this.db.transaction(names, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => done();
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
      work((name) => transaction.objectStore(name));
    });
  }

  get(name) {
    return asked(this.db.transaction("kept").objectStore("kept").get(name));
  }

  put(name, value) {
    return this.write(["kept"], (of) => of("kept").put(value, name));
  }

  changes() {
    return asked(this.db.transaction("changes").objectStore("changes").getAll());
  }

  takeChanges(since, message) {
    return this.write(["changes"], (of) => of("changes").put({ since, message }));
  }

  takeSnapshot(sealed, rest) {
    return this.write(["kept", "changes"], (of) => {
      of("changes").clear();
      of("kept").put(sealed, "snapshot");
      of("kept").put(rest, "rest");
    });
  }

  photo(serial) {
    return asked(this.db.transaction("photos").objectStore("photos").get(serial));
  }

  takePhotos(rows, first) {
    return this.write(["photos"], (of) => {
      if (first) of("photos").clear();
      for (const [serial, jpeg] of rows) of("photos").put({ serial, jpeg });
    });
  }

  /** Keep a scan; `passage` is the serial where the person went through. */
  keepScan(scan) {
    const passage = scan.passed && scan.serial !== null ? { passage: scan.serial } : {};
    return this.write(["scans"], (of) => of("scans").put({ ...scan, ...passage, waiting: 1 }));
  }

  async waiting(count = 500) {
    const index = this.db.transaction("scans").objectStore("scans").index("waiting");
    return (await asked(index.getAll(1, count))).map(({ id, at, answer, reason, serial, passed, edition }) => ({
      id, at, answer, reason, serial, passed, edition,
    }));
  }

  async waitingCount() {
    return asked(this.db.transaction("scans").objectStore("scans").index("waiting").count(1));
  }

  /** The zone has these: they wait no longer. */
  async sent(ids) {
    const scans = await Promise.all(
      ids.map((id) => asked(this.db.transaction("scans").objectStore("scans").get(id))),
    );
    await this.write(["scans"], (of) => {
      for (const { waiting, ...scan } of scans.filter(Boolean)) of("scans").put(scan);
    });
  }

  /** When a card last went through here, in seconds; null where it did not. */
  async lastPassage(serial) {
    const index = this.db.transaction("scans").objectStore("scans").index("passed");
    const cursor = await asked(index.openCursor(IDBKeyRange.bound([serial, ""], [serial, "\uffff"]), "prev"));
    return cursor ? Date.parse(cursor.value.at) / 1000 : null;
  }
}
