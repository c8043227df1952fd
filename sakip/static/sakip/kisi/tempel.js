// A block copied from a spreadsheet is spread over the grid.
import { bisa, satu, semua } from "./alat.js";
import { barisIsian, tuju } from "./sel.js";

// The clipboard's text as rows of texts; a cell in quotes may hold line breaks, which become spaces.
export const urai = (teks) => {
  const isi = [[]];
  const bersih = teks.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (const [, sel, akhir] of bersih.matchAll(/("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)(\t|\n|$)/g)) {
    const kutip = sel.length > 1 && /^".*"$/s.test(sel);
    isi[isi.length - 1].push((kutip ? sel.slice(1, -1).replace(/""/g, '"') : sel).replace(/\s*\n\s*/g, " ").trim());
    if (!akhir) break;
    if (akhir === "\n") isi.push([]);
  }
  return isi;
};
const isikan = (el, teks) => {
  if (!el.matches("select")) el.value = teks;
  else {
    const cocok = [...el.options].find((o) => o.text.trim().toLowerCase() === teks.toLowerCase());
    if (!cocok) return false;
    el.value = cocok.value;
  }
  return true;
};

// From a cell on, to the right and down; `isiSel` is told each cell that was filled in. Empty texts leave cells alone.
export const sebar = (el, isi, isiSel) => {
  const tabel = el.closest("table");
  const baris = barisIsian(tabel);
  const kolom = [...new Set(semua("[data-k]", tabel).map((x) => Number(x.dataset.k)))].sort((a, b) => a - b);
  const sasaran = baris.slice(baris.indexOf(el.closest("tr"))).slice(0, isi.length);
  const lajur = kolom.slice(kolom.indexOf(Number(el.dataset.k)));
  const lewat = { kunci: 0, asing: 0 };
  sasaran.forEach((tr, i) => lajur.forEach((k, j) => {
    if (!isi[i][j]) return;
    const ke = satu(`[data-k="${k}"]`, tr);
    if (!ke || !bisa(ke)) lewat.kunci++;
    else if (isikan(ke, isi[i][j])) isiSel(ke);
    else lewat.asing++;
  }));
  return kalimatTempel(isi, sasaran.length, lajur.length, lewat);
};
const kalimatTempel = (isi, tinggi, lebar, lewat) => {
  const sisa = isi.length - tinggi;
  const lebih = Math.max(...isi.map((b) => b.length)) - lebar;
  const kalimat = [sisa > 0 ? `Tempelan berisi ${isi.length} baris, sedangkan dari sel ini hanya ada ${tinggi}; ${sisa} baris terakhir tidak ditempel.` : `${tinggi} baris ditempel.`];
  if (lebih > 0) kalimat.push(`${lebih} kolom terakhir tidak ditempel karena di luar lembar.`);
  if (lewat.kunci) kalimat.push(`${lewat.kunci} sel dilewati karena tidak dapat diisi.`);
  if (lewat.asing) kalimat.push(`${lewat.asing} sel dilewati karena teksnya tidak ada dalam pilihan.`);
  return kalimat.join(" ");
};

export const pasangTempel = (akar, { ambil, catat, kabari, segarkan, tambahUrung }) => {
  document.addEventListener("paste", (e) => {
    const el = document.activeElement;
    const teks = e.clipboardData ? e.clipboardData.getData("text/plain") : "";
    if (!akar.contains(el) || !el.matches("[data-k]") || !(el.matches("select") || /[\t\n\r]/.test(teks))) return;
    e.preventDefault();
    const kelompok = [];
    const kalimat = sebar(el, urai(teks), (ke) => catat(ambil(ke), kelompok));
    tambahUrung(kelompok);
    kabari(kalimat);
    tuju(el);
    segarkan();
  });
};
