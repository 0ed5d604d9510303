// Keeps the page's own files, so that it opens without a link. What the zone is asked never comes from here.

const CACHE = "kotinos-gate-1";
const FILES = [
  "./", "app.js", "device.js", "decision.js", "reading.js", "snapshot.js", "store.js", "card/bytes.js", "card/cbor.js", "card/claims.js",
  "card/code.js", "card/cose.js", "card/lists.js", "vendor/jsqr.js", "words.json", "labels.json", "gate.css", "gate.svg",
  "manifest.webmanifest", "css/fonts.css", "css/tokens.css", "js/theme.js", "fonts/inter-latin-wght-normal.woff2",
  "fonts/inter-latin-ext-wght-normal.woff2", "fonts/noto-sans-arabic-arabic-wght-normal.woff2",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const others = async () => (await caches.keys()).filter((name) => name !== CACHE);
  event.waitUntil(others().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || path.includes("/gate/api/")) return;
  // A newer file wins where there is a link; without one, the kept file serves.
  event.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      try {
        const fresh = await fetch(event.request);
        if (fresh.ok) await cache.put(event.request, fresh.clone());
        return fresh;
      } catch (error) {
        const kept = await cache.match(event.request, { ignoreSearch: true });
        if (kept) return kept;
        throw error;
      }
    })(),
  );
});
