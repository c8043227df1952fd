// What is pasted from Word and other programs, made into plain paragraphs, headings, lists and tables.
const JUDUL = { H1: "h3", H2: "h4", H3: "h5", H4: "h6" };
const NOMOR = /^\s*(\d+|[a-z]|[ivx]+)[.)]/i;

const ganti = (el, nama) => {
  const baru = el.ownerDocument.createElement(nama);
  baru.append(...el.childNodes);
  el.replaceWith(baru);
  return baru;
};
const tingkat = (p) => Number((p.getAttribute("style") || "").match(/mso-list:[^;]*level(\d+)/)?.[1] || 0);
// Word writes the sign of an item as text that it asks others to leave out.
const buangTanda = (p) => {
  let tanda = "";
  const jalan = p.ownerDocument.createTreeWalker(p, NodeFilter.SHOW_ELEMENT);
  const buang = [];
  while (jalan.nextNode()) if (/mso-list:\s*Ignore/i.test(jalan.currentNode.getAttribute("style") || "")) buang.push(jalan.currentNode);
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

export const bersihkan = (html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const el of body.querySelectorAll("style, script, title, meta, link, xml, img, object, iframe")) el.remove();
  susunDaftar(body);
  for (const el of body.querySelectorAll("h1, h2, h3, h4")) ganti(el, JUDUL[el.tagName]);
  for (const el of body.querySelectorAll("p, span")) if (!el.textContent.trim() && !el.matches("[data-rujukan]") && !el.closest("td, th")) el.remove();
  for (const el of body.querySelectorAll("[style], [class], [width], [align]")) {
    const { style } = el;
    if (Number(style.fontWeight) >= 600 && !el.matches("b, strong, h3, h4, h5, h6, th")) style.fontWeight = "bold";
    for (const nama of [...el.getAttributeNames()]) if (!/^(colspan|rowspan|start|data-rujukan)$/.test(nama) && nama !== "style") el.removeAttribute(nama);
  }
  return body.innerHTML;
};
