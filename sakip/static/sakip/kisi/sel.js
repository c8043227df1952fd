// A cell on the page: what it is called, what it says, where its neighbours are.
import { satu, semua } from "./alat.js";

const opsi = (el, teks) => [...el.options].find((o) => o.value === teks);

export const awal = (el) => (el.matches("select") ? ([...el.options].find((o) => o.defaultSelected) || el.options[0]).value : el.defaultValue);
// lama = last text known from the server, komit = last text the person stood by.
export const buatSel = (el) => {
  const { objek } = el.closest("[data-objek]").dataset;
  const { kolom } = el.dataset;
  const wadah = el.closest("td, .bidang") || el.parentElement;
  const lama = awal(el);
  return { el, wadah, objek, kolom, kunci: `${objek} ${kolom}`, lama, komit: lama, keadaan: "" };
};
export const nama = ({ el, kolom }) => el.getAttribute("aria-label") || (el.labels[0] ? el.labels[0].textContent.trim() : kolom);
export const sebut = ({ el }, teks) => {
  const kata = el.matches("select") ? (opsi(el, teks) || { text: teks }).text : teks;
  return kata.trim() ? kata : "kosong";
};
export const tulis = (el, teks) => {
  if (el.value === teks) return;
  const terpilih = el === document.activeElement && el.select && el.selectionStart === 0 && el.selectionEnd === el.value.length;
  el.value = teks;
  if (terpilih) el.select();
  el.dispatchEvent(new Event("kisi:tulis")); // an editor over the cell follows
};
export const tuju = (el) => {
  el.focus();
  if (el.select && el.matches("[data-k]")) el.select();
};
export const barisIsian = (tabel) => semua("tr", tabel).filter((b) => !b.hidden && satu("[data-k]", b));
