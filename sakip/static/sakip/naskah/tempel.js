// What is pasted from Word and other programs, made into plain paragraphs, headings, lists and tables.
const JUDUL = { H1: "h3", H2: "h4", H3: "h5", H4: "h6" };
const NOMOR = /^\s*(\d+|[a-z]|[ivx]+)[.)]/i;

const ganti = (el, nama) => {
  const baru = el.ownerDocument.createElement(nama);
  for (const nama of ["colspan", "rowspan"]) if (el.hasAttribute(nama)) baru.setAttribute(nama, el.getAttribute(nama));
  baru.append(...el.childNodes);
  el.replaceWith(baru);
  return baru;
};
const tingkat = (p) => Number((p.dataset.gaya || "").match(/mso-list:[^;]*level(\d+)/)?.[1] || 0);
// Word writes the sign of an item as text that it asks others to leave out.
const buangTanda = (p) => {
  let tanda = "";
  const jalan = p.ownerDocument.createTreeWalker(p, NodeFilter.SHOW_ELEMENT);
  const buang = [];
  while (jalan.nextNode()) if (/mso-list:\s*Ignore/i.test(jalan.currentNode.dataset?.gaya || "")) buang.push(jalan.currentNode);
  for (const el of buang) {
    tanda += el.textContent;
    el.remove();
  }
  return tanda;
};
const susunDaftar = (akar) => {
  let tumpukan = [];
  for (const p of akar.querySelectorAll("p")) {
    const ke = tingkat(p);
    if (!ke) {
      tumpukan = [];
      continue;
    }
    if (tumpukan.length && p.previousElementSibling !== tumpukan[0].el) tumpukan = [];
    const nama = NOMOR.test(buangTanda(p)) ? "ol" : "ul";
    tumpukan = tumpukan.filter((t) => t.ke <= ke);
    let atas = tumpukan.at(-1);
    if (!atas || atas.ke < ke || atas.el.localName !== nama) {
      if (atas && atas.ke === ke) tumpukan.pop();
      const el = akar.ownerDocument.createElement(nama);
      const induk = tumpukan.at(-1);
      if (induk) induk.el.lastElementChild.append(el);
      else p.before(el);
      tumpukan.push((atas = { ke, el }));
    }
    const butir = akar.ownerDocument.createElement("li");
    atas.el.append(butir);
    butir.append(p);
  }
};

// A table whose first row is not told apart: its first row is its head, as in every table of a report.
const beriKepala = (tabel) => {
  if (tabel.querySelector("th")) return;
  for (const sel of [...(tabel.querySelector("tr")?.cells || [])]) ganti(sel, "th");
};
const tebal = (gaya) => /font-weight:\s*(bold|[6-9]00)/i.test(gaya);

export const bersihkan = (html) => {
  // The policy of the page blocks styles, also in a document that nobody sees: they are read under another name.
  const tanpaGaya = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(\s)style(\s*=\s*["'])/gi, "$1data-gaya$2");
  const { body } = new DOMParser().parseFromString(tanpaGaya, "text/html");
  for (const el of body.querySelectorAll("script, title, meta, link, xml, img:not([data-gambar]), object, iframe")) el.remove();
  susunDaftar(body);
  for (const el of body.querySelectorAll("h1, h2, h3, h4")) ganti(el, JUDUL[el.tagName]);
  for (const el of body.querySelectorAll("b[data-gaya]")) if (/font-weight:\s*normal/i.test(el.dataset.gaya) && !/mso-bidi/i.test(el.dataset.gaya)) ganti(el, "span");
  for (const el of body.querySelectorAll("span[data-gaya]")) if (tebal(el.dataset.gaya)) ganti(el, "b");
  for (const el of body.querySelectorAll("p, span")) if (!el.textContent.trim() && !el.matches("[data-rujukan]") && !el.querySelector("img") && !el.closest("td, th")) el.remove();
  for (const el of body.querySelectorAll("table")) beriKepala(el);
  for (const el of body.querySelectorAll("*")) {
    for (const nama of el.getAttributeNames()) if (!(el.matches("img") ? /^(data-gambar|alt|title)$/ : /^(colspan|rowspan|start|data-rujukan)$/).test(nama)) el.removeAttribute(nama);
  }
  return body.innerHTML;
};
