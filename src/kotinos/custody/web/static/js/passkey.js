/* Forms whose answer a passkey gives: the browser asks for it, then the form is sent as any other. */
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  const failed = form.querySelector("[data-failed]");
  const usual = failed.textContent;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    failed.textContent = usual;
    try {
      const asked = await fetch(form.dataset.options, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      if (asked.status === 429) failed.textContent = await asked.text();
      if (!asked.ok) throw new Error(asked.status);
      const options = await asked.json();
      const credential =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.answer.value = JSON.stringify(credential.toJSON());
    } catch {
      failed.hidden = false;
      return;
    }
    form.submit();
  });
}
