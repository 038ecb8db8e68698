// What one page is like, measured in the browser that shows it: measure({names}) with the names that any page may write.
async ({ names }) => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  const short = (text) => text.replace(/\s+/g, " ").trim().slice(0, 30);
  const called = (one) => `<${one.tagName.toLowerCase()}> “${short(one.innerText || one.name || one.value || "")}”`;

  // Bytes over the wire, the same whether a part was in the cache or not; a header counts 300, as the standard does.
  const [page] = performance.getEntriesByType("navigation");
  const parts = performance.getEntriesByType("resource");
  const bytes = [page, ...parts].reduce((sum, one) => sum + one.encodedBodySize + 300, 0);
  const style = parts.reduce((sum, one) => sum + (/\.css(\?|$)/.test(one.name) ? one.decodedBodySize : 0), 0);

  // Layout shift since the page began, after two more frames.
  const shift = await new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
      .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
  });

  // Targets: an input together with its label; a link inside a sentence is as high as its line (WCAG 2.5.8, inline).
  const inSentence = (one) => one.tagName === "A" && getComputedStyle(one).display === "inline"
    && short(one.parentElement.textContent) !== short(one.textContent);
  const least = document.body.classList.contains("phone") ? 44 : 24;
  const small = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((one) => shown(one) && !one.closest(".skip, .vh, svg") && !inSentence(one))
    .map((one) => [one, [one, ...(one.labels || [])].map((each) => each.getBoundingClientRect())])
    .map(([one, boxes]) => [one, Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))])
    .filter(([, width, height]) => Math.round(width) < least || Math.round(height) < least)
    .map(([one, width, height]) => `${called(one)} ${Math.round(width)}×${Math.round(height)} (at least ${least})`);

  // Passages: those said to be in the page's language but written in the other script, and, on a Chinese page, any
  // English at all that is no name: a word left untranslated must not hide behind a mark.
  const { lang } = document.documentElement;
  const foreign = [], left = [];
  const plain = (text) => text.replace(/https?:\S+|\b[0-9a-hjkmnp-tv-z]{10}\b|[0-9a-f]{32,}|[A-Z2-7]{16,}|[\w.-]+\.[a-z]\w*/g, " ");
  const nameless = (text) => names.reduce((rest, name) => rest.replaceAll(name, " "), text);
  const read = (text, host) => {
    const zh = host.closest("[lang]").lang.startsWith("zh");
    const found = plain(text).match(zh ? /[A-Za-z]{2,}/g : /\p{Script=Han}+/gu) || [];
    foreign.push(...found.map((word) => [word, called(host)]));
    if (zh || !lang.startsWith("zh") || host.closest("[hreflang], [translate=no]")) return;
    left.push(...(plain(nameless(text)).match(/[A-Za-z]{2,}/g) || []).map((word) => [word, called(host)]));
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const host = texts.currentNode.parentElement;
    if (!host.closest("script, style, code, textarea, svg")) read(texts.currentNode.data, host);
  }
  for (const attribute of ["title", "aria-label", "placeholder", "alt"]) {
    document.body.querySelectorAll(`[${attribute}]`).forEach((one) => read(one.getAttribute(attribute), one));
  }
  // A title cannot mark its passages: there names may stand as they are.
  if (lang.startsWith("zh")) read(nameless(document.title), document.documentElement);

  // Stories that are told with their hours: the latest day first.
  const late = [...document.querySelectorAll(".story")]
    .map((one) => [...one.querySelectorAll(":scope > li > time")].filter((time) => /\d:\d\d$/.test(time.textContent.trim())))
    .flatMap((times) => times.slice(1).filter((time, at) => time.dateTime > times[at].dateTime))
    .map((time) => `a story is not told the latest first: ${short(time.textContent)}`);

  return { lang, late, bytes, style, requests: 1 + parts.length, shift, small, foreign, left, phone: least === 44 };
}
