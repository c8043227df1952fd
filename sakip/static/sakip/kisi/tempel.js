// A block copied from a spreadsheet is spread over the grid.
import { bisa, satu, semua, tombol } from "./alat.js";
import { tuju } from "./sel.js";

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

// Every row that stands for something, also one that cannot be filled in: it keeps its place, and its text is skipped.
const barisTempel = (tabel) => semua("tr", tabel).filter((b) => !b.hidden && (b.matches("[data-objek]") || satu("[data-k], [data-objek]", b)));
const namaBaris = (tr) => satu("[data-nama]", tr)?.dataset.nama || (satu("th", tr) || tr).textContent.replace(/\s+/g, " ").trim().slice(0, 80);
const namaTerkunci = (tr) => (tr.dataset.status ? `${namaBaris(tr)} (${tr.dataset.status})` : namaBaris(tr));

// What a block would fill, from a cell on, to the right and down. Empty texts leave cells alone.
export const rencanakan = (el, isi) => {
  const tabel = el.closest("table");
  const baris = barisTempel(tabel);
  const kolom = [...new Set(semua("[data-k]", tabel).map((x) => Number(x.dataset.k)))].sort((a, b) => a - b);
  const sasaran = baris.slice(baris.indexOf(el.closest("tr"))).slice(0, isi.length);
  const lajur = kolom.slice(kolom.indexOf(Number(el.dataset.k)));
  const hasil = {
    tugas: [], terisi: [], terkunci: [], kunci: 0, bagian: false, tinggi: sasaran.length,
    sisa: isi.length - sasaran.length, lebih: Math.max(...isi.map((b) => b.length)) - lajur.length, banyak: isi.length,
  };
  sasaran.forEach((tr, i) => {
    if (!satu("[data-k]", tr)) {
      if (isi[i].some(Boolean)) hasil.terkunci.push(namaTerkunci(tr));
      return;
    }
    const tugas = lajur.map((k, j) => [satu(`[data-k="${k}"]`, tr), isi[i][j]]).filter(([, teks]) => teks);
    const dapat = tugas.filter(([ke]) => ke && bisa(ke));
    hasil.kunci += tugas.length - dapat.length;
    hasil.tugas.push(...dapat);
    if (!dapat.length) return;
    hasil.terisi.push(namaBaris(tr));
    if (dapat.some(([ke]) => (ke.dataset.kolom || "").startsWith("bagian."))) hasil.bagian = true;
  });
  return hasil;
};
// Whether the person should see first what it fills: shape and rows differ, or the parts of an index are touched.
export const perluTanya = ({ tugas, sisa, lebih, kunci, terkunci, bagian, banyak }) => tugas.length > 0 && (
  sisa > 0 || lebih > 0 || (bagian && banyak > 1) || terkunci.length > 0 || (kunci > 0 && tugas.length + kunci > 1)
);
export const laksanakan = (rencana, isiSel) => {
  let asing = 0;
  for (const [ke, teks] of rencana.tugas) {
    if (isikan(ke, teks)) isiSel(ke);
    else asing++;
  }
  return kalimatTempel(rencana, asing);
};
export const sebar = (el, isi, isiSel) => laksanakan(rencanakan(el, isi), isiSel);

const TAMPIL = 6;
const sebutkan = (nama) => nama.slice(0, TAMPIL).map((n) => `“${n}”`).join(", ") + (nama.length > TAMPIL ? `, dan ${nama.length - TAMPIL} baris lain` : "");
const kalimatLewat = ({ banyak, tinggi, sisa, lebih, kunci, terkunci }, asing, tempel) => {
  const kalimat = [];
  if (sisa > 0) kalimat.push(`Tempelan berisi ${banyak} baris, sedangkan dari sel ini hanya ada ${tinggi}; ${sisa} baris terakhir tidak ditempel.`);
  else if (tempel) kalimat.push(tempel);
  if (lebih > 0) kalimat.push(`${lebih} kolom terakhir tidak ditempel karena di luar lembar.`);
  if (terkunci.length) kalimat.push(`Baris yang tidak dapat diisi dilewati: ${sebutkan(terkunci)}.`);
  if (kunci) kalimat.push(`${kunci} sel dilewati karena tidak dapat diisi.`);
  if (asing) kalimat.push(`${asing} sel dilewati karena teksnya tidak ada dalam pilihan.`);
  return kalimat.join(" ");
};
const kalimatTempel = (rencana, asing) => kalimatLewat(rencana, asing, `${rencana.tinggi - rencana.terkunci.length} baris ditempel.`);
export const kalimatTanya = (rencana) => [
  `Tempelan ini akan mengisi ${rencana.tugas.length} sel pada ${rencana.terisi.length} baris: ${sebutkan(rencana.terisi)}.`,
  rencana.bagian ? "Di antaranya bagian sebuah indeks." : "",
  kalimatLewat(rencana, 0, ""),
].filter(Boolean).join(" ");

export const pasangTempel = (akar, { ambil, catat, kabari, segarkan, tambahUrung }) => {
  const tempelkan = (el, rencana) => {
    const kelompok = [];
    const kalimat = laksanakan(rencana, (ke) => catat(ambil(ke), kelompok));
    tambahUrung(kelompok);
    kabari(kalimat);
    tuju(el);
    segarkan();
  };
  const tanya = (el, rencana) => {
    const ya = tombol("Tempel", () => tempelkan(el, rencana), "tombol kecil utama");
    const tidak = tombol("Jangan tempel", () => {
      kabari("Tidak ada yang ditempel.");
      tuju(el);
    });
    kabari(`${kalimatTanya(rencana)} `, ya, tidak);
    ya.focus();
  };
  document.addEventListener("paste", (e) => {
    const el = document.activeElement;
    const teks = e.clipboardData ? e.clipboardData.getData("text/plain") : "";
    const blok = /[\t\n\r]/.test(teks);
    if (blok && (!el || el === document.body)) return kabari("Tempelan belum dipakai: klik dahulu sel yang dapat diisi; baris yang sudah diajukan tidak mempunyai sel.");
    if (!akar.contains(el) || !el.matches("[data-k]") || !(el.matches("select") || blok)) return;
    e.preventDefault();
    const rencana = rencanakan(el, urai(teks));
    if (perluTanya(rencana)) tanya(el, rencana);
    else tempelkan(el, rencana);
  });
};
