// Marks and sentences: beside a cell, in the cells that follow from it, and one about the whole grid.
import { buat, semua, tombol } from "./alat.js";
import { pos } from "./kirim.js";
import { sebut } from "./sel.js";

const KATA = {
  menunggu: "menunggu giliran", menyimpan: "menyimpan", tersimpan: "tersimpan",
  ditolak: "ditolak", bentrok: "berbeda dengan isian lain", luring: "menunggu sambungan",
};
let urutPesan = 0;

const pasangPesan = ({ el, wadah }) => {
  const pesan = buat("div", { class: "sel-pesan", id: `sel-pesan-${++urutPesan}` });
  el.setAttribute("aria-describedby", [el.getAttribute("aria-describedby"), pesan.id].filter(Boolean).join(" "));
  return wadah.appendChild(pesan);
};
export const pasangTanda = (sel, ...isi) => {
  const kini = sel.keadaan;
  if (kini) sel.wadah.dataset.keadaan = kini;
  else delete sel.wadah.dataset.keadaan;
  sel.wadah.title = KATA[kini] || "";
  if (kini === "ditolak") sel.el.setAttribute("aria-invalid", "true");
  else sel.el.removeAttribute("aria-invalid");
  if (!sel.pesan) sel.pesan = pasangPesan(sel);
  sel.pesan.classList.toggle("ada", isi.length > 0);
  sel.pesan.replaceChildren(buat("span", { class: "sr" }, kini ? `${KATA[kini]}. ` : ""), ...isi);
};

const tombolPilihan = (sel, [teks, aksi]) => tombol(teks, () => {
  sel.el.focus();
  aksi();
});
const deretPilihan = (sel, pilihan) => buat("span", { class: "pilihan" }, ...pilihan.map((satu) => tombolPilihan(sel, satu)));
export const isiPeringatan = (teks) => (teks ? [buat("span", { class: "peringatan" }, teks)] : []);
export const isiTolakan = (sel, pesan, pilihan) => [buat("span", {}, pesan), deretPilihan(sel, pilihan)];
// Long texts stand beside each other, as the server compares them.
const muatBanding = ({ el, kolom }, { oleh, nilai }, punya) => {
  const tempat = buat("div", { class: "gulung", tabindex: "0", role: "region", "aria-label": "Perbedaan" });
  const jawab = pos(el.dataset.banding, { kolom, punya, milik: nilai, oleh: oleh || "" });
  jawab.then(({ status, isi, teks }) => {
    if (status === 200 && !isi) tempat.innerHTML = teks;
    else tempat.textContent = "Perbedaannya tidak dapat dimuat. Muat ulang halaman; yang Anda ketik tetap ada.";
  });
  return tempat;
};
export const isiBentrok = (sel, milik, punyaku, pilihan) => {
  if (sel.el.dataset.banding) {
    const siapa = [milik.oleh, milik.pada].filter(Boolean).join(", ") || "Orang lain";
    return [buat("span", {}, `${siapa}, sudah mengubah naskah ini.`), muatBanding(sel, milik, punyaku), deretPilihan(sel, pilihan)];
  }
  const siapa = [milik.oleh, milik.pada].filter(Boolean).join(", ") || "Isian lain";
  const lanjutan = sel.el.matches("textarea") ? ["."] : [". Isian Anda: ", buat("b", {}, sebut(sel, punyaku)), "."];
  return [buat("span", {}, `${siapa}: `, buat("b", {}, sebut(sel, milik.nilai)), ...lanjutan), deretPilihan(sel, pilihan)];
};

// The computed cells, as the answer brings them.
const kelasAwal = (el) => [...el.classList].filter((k) => /^(w|status|simpul|tingkat|keadaan)-/.test(k)).join(" ");
const terapkanSatu = (el, { teks, judul, kelas }) => {
  const dulu = el.dataset.kelas === undefined ? kelasAwal(el) : el.dataset.kelas;
  el.classList.remove(...dulu.split(" ").filter(Boolean));
  el.classList.add(...(kelas || "").split(" ").filter(Boolean));
  el.dataset.kelas = kelas || "";
  if (judul) el.title = judul;
  else el.removeAttribute("title");
  if (teks) el.textContent = teks;
  else el.replaceChildren(buat("span", { class: "kosong", "aria-hidden": "true" }, "–"), buat("span", { class: "sr" }, judul || ""));
};
export const terapkan = (hasil) => {
  for (const [kunci, isi] of Object.entries(hasil || {})) {
    for (const el of semua(`[data-hasil="${CSS.escape(kunci)}"]`)) terapkanSatu(el, isi);
  }
};

export const kalimatLembar = ({ jumlah, luring, sesiHabis, ditolak, bentrok }) => {
  const kalimat = [];
  if (sesiHabis) kalimat.push(jumlah ? `Sesi berakhir. ${jumlah} sel menunggu di halaman ini.` : "Sesi berakhir.");
  else if (luring && jumlah) kalimat.push(`Sambungan terputus. ${jumlah} sel menunggu di halaman ini dan dikirim begitu tersambung.`);
  else if (jumlah) kalimat.push(`Menyimpan ${jumlah} sel…`);
  if (ditolak) kalimat.push(`${ditolak} sel ditolak; lihat kalimat di sampingnya.`);
  if (bentrok) kalimat.push(`${bentrok} sel berbeda dengan isian lain; pilih salah satu.`);
  return kalimat.join(" ") || "Semua tersimpan.";
};
