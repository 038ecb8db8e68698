// Three conveniences; every page works without them.
(() => {
  "use strict";
  // 1. A running job refreshes its own box from its own page.
  const poll = (box) => setTimeout(async () => {
    try {
      const answer = await fetch(box.dataset.poll || location.href, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(box.id);
      if (!fresh) return location.reload(); // done: its page shows the result instead
      box.replaceWith(fresh);
      if ("poll" in fresh.dataset) poll(fresh);
    } catch {
      setTimeout(poll, 12000, box);
    }
  }, document.hidden ? 15000 : 3000);
  document.querySelectorAll(".progress[data-poll]").forEach(poll);

  // 2. Leaving a form with unsent words asks first; a second press does not send twice.
  let dirty = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]")) dirty = true;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") {
      dirty = false;
      return;
    }
    if (form.dataset.sent) return event.preventDefault();
    dirty = false;
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  // 3. An address is copied by the button beside it, also where the browser has no clipboard of its own (plain http).
  document.querySelectorAll("[data-copied]").forEach((button) => {
    button.classList.add("works");
    button.addEventListener("click", () => {
      getSelection().selectAllChildren(button.previousElementSibling);
      if (document.execCommand("copy")) button.textContent = button.dataset.copied;
    });
  });
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
})();
