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

  // Words in another script than the language they are said to be in has.
  const foreign = [];
  const read = (text, host) => {
    const plain = names.reduce((left, name) => left.replaceAll(name, " "), text)
      .replace(/https?:\S+|\b[0-9a-hjkmnp-tv-z]{10}\b|[0-9a-f]{32,}|[\w.-]+\.[a-z]\w*/g, " ");
    const found = plain.match(host.closest("[lang]").lang.startsWith("zh") ? /[A-Za-z]{2,}/g : /\p{Script=Han}+/gu);
    (found || []).forEach((word) => foreign.push([word, called(host)]));
  };
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const host = texts.currentNode.parentElement;
    if (!host.closest("script, style, code, textarea")) read(texts.currentNode.data, host);
  }
  for (const attribute of ["title", "aria-label", "placeholder", "alt"]) {
    document.querySelectorAll(`[${attribute}]`).forEach((one) => read(one.getAttribute(attribute), one));
  }

  const { lang } = document.documentElement;
  return { lang, bytes, style, requests: 1 + parts.length, shift, small, foreign, phone: least === 44 };
}
