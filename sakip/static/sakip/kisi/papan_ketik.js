// Moving about as in a spreadsheet.
import { satu, semua } from "./alat.js";
import { barisIsian, tuju, tulis } from "./sel.js";

const sekolom = (el, langkah) => {
  const baris = barisIsian(el.closest("table"));
  for (let i = baris.indexOf(el.closest("tr")) + langkah; baris[i]; i += langkah) {
    const ke = satu(`[data-k="${el.dataset.k}"]:not(:disabled)`, baris[i]);
    if (ke) return ke;
  }
  return el;
};
const sebaris = (el, langkah) => {
  const deret = semua("[data-k]:not(:disabled)", el.closest("tr"));
  return deret[deret.indexOf(el) + langkah];
};
const diTepi = ({ selectionStart: a, selectionEnd: z, value }, kanan) => (a === 0 && z === value.length) || (a === z && a === (kanan ? value.length : 0));
const tujuan = (el, tekan, geser) => {
  const pilih = el.matches("select");
  const kanan = tekan === "ArrowRight";
  if (tekan === "Enter") return sekolom(el, geser ? -1 : 1);
  if (geser) return null;
  if (tekan === "ArrowDown" || tekan === "ArrowUp") return pilih ? null : sekolom(el, tekan === "ArrowDown" ? 1 : -1);
  if (!kanan && tekan !== "ArrowLeft") return null;
  return pilih ? sebaris(el, kanan ? 1 : -1) || el : diTepi(el, kanan) && sebaris(el, kanan ? 1 : -1);
};

const pasangTetikus = (akar) => {
  let tekanBaru = null;
  akar.addEventListener("mousedown", (e) => {
    const dalam = e.target.matches("td.sel") ? satu("[data-kolom]", e.target) : null;
    tekanBaru = e.target.matches("input[data-k]") && e.target !== document.activeElement ? e.target : null;
    if (!dalam) return;
    e.preventDefault();
    tuju(dalam);
  });
  akar.addEventListener("click", (e) => {
    if (e.target === tekanBaru && tekanBaru.selectionStart === tekanBaru.selectionEnd) tekanBaru.select();
    tekanBaru = null;
  });
  akar.addEventListener("focusin", (e) => {
    if (e.target.matches("input[data-k]")) e.target.select();
  });
};

export const pasangPapanKetik = (akar, { ambil, batalkan, catat, urungkan }) => {
  const batalKetik = (sel) => {
    if (sel.keadaan === "ditolak") batalkan(sel);
    else tulis(sel.el, sel.komit);
  };
  akar.addEventListener("keydown", (e) => {
    const el = e.target;
    if (!el.matches("[data-kolom]") || e.isComposing) return;
    if (e.key === "Escape") return batalKetik(ambil(el));
    if (!el.matches("[data-k]")) return;
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && e.key.toLowerCase() === "z" && el.value === ambil(el).komit) {
      e.preventDefault();
      return urungkan(true);
    }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "F2" && el.setSelectionRange) el.setSelectionRange(el.value.length, el.value.length);
    const ke = tujuan(el, e.key, e.shiftKey);
    if (!ke) return;
    e.preventDefault();
    catat(ambil(el));
    tuju(ke);
  });
  pasangTetikus(akar);
};
