// SPDX-License-Identifier: MIT
// What tests/web/reach measures in the page; each returns sentences.
(() => {
  const controls = 'button, a[href], input, select, summary, [tabindex]:not([tabindex="-1"])';
  const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 0;
  const words = e => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''} ${JSON.stringify((e.getAttribute('aria-label') || e.textContent).trim().slice(0, 30))}`;
  const parts = c => (c.match(/[\d.]+/g) || []).map(Number);
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * (top[3] ?? 1) + under[i] * (1 - (top[3] ?? 1)));
  const light = c => {
    const [r, g, b] = c.map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  // The colours that may lie below an element: of a gradient, all of its stops.
  function grounds(e) {
    const style = getComputedStyle(e), below = () => e.parentElement ? grounds(e.parentElement) : [[255, 255, 255]];
    let found = [parts(style.backgroundColor)];
    if (style.backgroundImage.includes('gradient')) found = [...style.backgroundImage.matchAll(/rgba?\([^)]*\)/g)].map(m => parts(m[0]));
    return found.every(c => (c[3] ?? 1) === 1) ? found : found.flatMap(c => below().map(g => over(c, g)));
  }
  const opacity = e => e ? Number(getComputedStyle(e).opacity) * opacity(e.parentElement) : 1;

  window.reach = {
    contrast() {
      const low = [];
      const see = (e, colour, what) => {
        const part = opacity(e);
        for (const ground of grounds(e)) {
          const is = ratio(over([...colour.slice(0, 3), (colour[3] ?? 1) * part], ground), ground);
          if (is < 4.5) return low.push(`${what}: ${is.toFixed(2)}`);
        }
      };
      for (const e of document.querySelectorAll('body *')) {
        if (!shown(e)) continue;
        const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
        if (own || e.matches('select, input:not([type=range], [type=checkbox])')) see(e, parts(getComputedStyle(e).color), words(e));
        if (e.placeholder) see(e, parts(getComputedStyle(e, '::placeholder').color), `${words(e)} (placeholder)`);
      }
      return low;
    },
    layout() {
      const wrong = [], width = innerWidth;
      if (document.documentElement.scrollWidth > width) wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
      const all = [...document.querySelectorAll(controls)].filter(shown), box = e => e.getBoundingClientRect();
      for (const e of all) {
        const b = box(e);
        if (!e.closest('#models') && (b.left < -0.5 || b.right > width + 0.5)) wrong.push(`${words(e)} leaves the page`);
        if (e.matches('button') && e.scrollWidth > e.clientWidth + 1) wrong.push(`${words(e)} is cut off`);
        if (e.matches('button, select, summary') && Math.min(b.width, b.height) < 24) wrong.push(`${words(e)} is only ${Math.round(b.width)} x ${Math.round(b.height)}`);
        for (const other of all) {
          if (other === e || other.contains(e) || e.contains(other) || [e, other].some(x => x.matches('#piano') || x.closest('#models'))) continue;
          const o = box(other), wide = Math.min(b.right, o.right) - Math.max(b.left, o.left), high = Math.min(b.bottom, o.bottom) - Math.max(b.top, o.top);
          if (wide > 1 && high > 1) wrong.push(`${words(e)} covers ${words(other)}`);
        }
      }
      return wrong;
    },
    motion: () => document.getAnimations().map(a => `${words(a.effect.target)} moves`),
    // Of the control that has the focus: it is in sight, and one sees that it has the focus.
    focus() {
      const e = document.activeElement, style = getComputedStyle(e), b = e.getBoundingClientRect(), ring = parts(style.outlineColor);
      if (e === document.body) return [];
      const wrong = [];
      if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push(`${words(e)} does not show its focus`);
      else if (grounds(e.parentElement).some(ground => ratio(ring, ground) < 3)) wrong.push(`the focus of ${words(e)} is hardly seen`);
      if (b.bottom < 1 || b.top > innerHeight - 1) wrong.push(`${words(e)} has the focus out of sight`);
      return wrong;
    },
    count: () => [...document.querySelectorAll(controls)].filter(e => shown(e) && !e.disabled).length,
    place: () => [...document.querySelectorAll('*')].indexOf(document.activeElement),
  };
})();
