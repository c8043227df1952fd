// Puts a live number into the Markdown of a text, where the caret stands or stood last.
export const pasangSisip = () => {
  let terakhir = null;
  document.addEventListener("focusin", (e) => {
    if (e.target.matches("textarea[data-kolom=teks]")) terakhir = e.target;
  });
  document.addEventListener("click", (e) => {
    const tekan = e.target.closest("[data-sisip]");
    const bidang = tekan && (terakhir || document.querySelector("textarea[data-kolom=teks]"));
    if (!bidang) return;
    bidang.focus();
    if (document.execCommand("insertText", false, tekan.dataset.sisip)) return; // the browser's own undo goes on working
    bidang.setRangeText(tekan.dataset.sisip, bidang.selectionStart, bidang.selectionEnd, "end");
    bidang.dispatchEvent(new Event("input", { bubbles: true }));
  });
};
