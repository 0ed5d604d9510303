/* Runs before the first picture: the theme of the address, else the one chosen last, else what the browser prefers. */
(() => {
  const root = document.documentElement;
  if (root.dataset.theme) return;
  try {
    const kept = localStorage.getItem("theme");
    if (["dark", "light", "sun"].includes(kept)) root.dataset.theme = kept;
  } catch {
    /* storage is closed: the browser's preference stands */
  }
  if (!root.dataset.theme && matchMedia("(prefers-contrast: more)").matches) root.dataset.theme = "sun";
})();
