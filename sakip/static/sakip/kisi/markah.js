// Toolbars of the text fields, and their preview; on any page, with a grid or without.
import { bisa } from "./alat.js";
import { pos } from "./kirim.js";
import { bukaMasuk } from "./masuk_lagi.js";

const ganti = (bidang, dari, sampai, teks) => {
  bidang.focus();
  bidang.setSelectionRange(dari, sampai);
  if (document.execCommand("insertText", false, teks)) return; // the browser's own undo goes on working
  bidang.setRangeText(teks);
  bidang.dispatchEvent(new Event("input", { bubbles: true }));
};
const bungkus = (bidang, tanda) => {
  const { value, selectionStart: a, selectionEnd: z } = bidang;
  const n = tanda.length;
  const pilihan = value.slice(a, z);
  const sudah = (value.slice(0, a).match(/\*+$/) || [""])[0].length;
  const lepas = n === 1 ? sudah % 2 === 1 : sudah >= 2;
  if (lepas && value.startsWith(tanda, z)) ganti(bidang, a - n, z + n, pilihan);
  else ganti(bidang, a, z, tanda + pilihan + tanda);
  const awal = lepas && value.startsWith(tanda, z) ? a - n : a + n;
  bidang.setSelectionRange(awal, awal + pilihan.length);
};
const awali = (bidang, pola, awalan) => {
  const { value, selectionStart: a, selectionEnd: z } = bidang;
  const dari = value.lastIndexOf("\n", a - 1) + 1;
  const akhir = value.indexOf("\n", Math.max(dari, z > a ? z - 1 : z));
  const baris = value.slice(dari, akhir < 0 ? value.length : akhir).split("\n");
  const lepas = baris.every((b) => pola.test(b));
  const baru = baris.map((b, i) => (lepas ? "" : awalan(i)) + b.replace(/^(- |\d+\. )/, "")).join("\n");
  ganti(bidang, dari, akhir < 0 ? value.length : akhir, baru);
  if (z > a) bidang.setSelectionRange(dari, dari + baru.length);
};
const MARKAH = {
  tebal: (bidang) => bungkus(bidang, "**"),
  miring: (bidang) => bungkus(bidang, "*"),
  daftar: (bidang) => awali(bidang, /^- /, () => "- "),
  nomor: (bidang) => awali(bidang, /^\d+\. /, (i) => `${i + 1}. `),
};
const pratinjau = async (tekan, bidang) => {
  const tempat = document.getElementById(tekan.getAttribute("aria-controls"));
  const buka = tekan.getAttribute("aria-expanded") !== "true";
  tekan.setAttribute("aria-expanded", String(buka));
  tempat.hidden = !buka;
  if (!buka) return;
  const jawab = await pos(tekan.dataset.pratinjau, { teks: bidang.value });
  if (jawab.status === 200 && !jawab.isi) tempat.innerHTML = jawab.teks;
  else tempat.textContent = (jawab.isi && jawab.isi.pesan) || "Pratinjau tidak dapat dimuat. Coba lagi.";
  if (jawab.status === 401) bukaMasuk();
};

export const pasangMarkah = () => document.addEventListener("click", (e) => {
  const tekan = e.target.closest(".alat-markah button");
  const bidang = tekan && document.getElementById(tekan.closest(".alat-markah").dataset.untuk);
  if (!bidang) return;
  if (tekan.dataset.pratinjau) pratinjau(tekan, bidang);
  else if (MARKAH[tekan.dataset.markah] && bisa(bidang)) MARKAH[tekan.dataset.markah](bidang);
});
