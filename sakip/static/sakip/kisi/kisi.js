// The entry grids: every cell is saved by itself, in order, and nothing that was typed is lost.
import { satu } from "./alat.js";
import { bukaLembar } from "./buka.js";
import { pasangLangkah } from "./langkah.js";
import { buatLembar } from "./lembar.js";
import { pasangMarkah } from "./markah.js";
import { pasangMasukLagi } from "./masuk_lagi.js";
import { pasangPapanKetik } from "./papan_ketik.js";
import { tulis } from "./sel.js";
import { pasangTempel } from "./tempel.js";
import { pasangUnggah } from "./unggah.js";

const JEDA_MENULIS = 1500;

// When what stands in a cell is what the person stands by.
const pasangPencatat = (akar, { ambil, catat }) => {
  akar.addEventListener("change", (e) => e.target.matches("[data-kolom]") && catat(ambil(e.target)));
  akar.addEventListener("focusout", (e) => {
    if (!e.target.matches("[data-kolom]")) return;
    const sel = ambil(e.target);
    catat(sel);
    if (sel.keadaan === "tersimpan" && sel.komit !== sel.lama) tulis(sel.el, (sel.komit = sel.lama));
  });
  akar.addEventListener("input", (e) => {
    if (!e.target.matches("textarea[data-kolom]")) return;
    const sel = ambil(e.target);
    clearTimeout(sel.jam);
    sel.jam = setTimeout(() => catat(sel), JEDA_MENULIS);
  });
};
const pasangJendela = (lembar) => {
  addEventListener("online", lembar.lanjut);
  addEventListener("pagehide", lembar.simpanan.simpan);
  addEventListener("beforeunload", (e) => {
    lembar.catatFokus();
    lembar.simpanan.simpan();
    if (lembar.sibuk) e.preventDefault();
  });
};

pasangMarkah();
pasangUnggah();
const akar = satu("#lembar");
if (akar && (satu("[data-kolom]", akar) || localStorage.getItem(akar.dataset.kunci))) {
  const lembar = buatLembar(akar);
  pasangLangkah(lembar);
  pasangMasukLagi(lembar.sesi);
  pasangPapanKetik(akar, lembar);
  pasangPencatat(akar, lembar);
  pasangTempel(akar, lembar);
  satu("#urungkan")?.addEventListener("click", () => lembar.urungkan(false));
  bukaLembar(akar, lembar);
  pasangJendela(lembar);
}
