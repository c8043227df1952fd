# Everything the project does by itself; each target explains itself in .ci/.
.DEFAULT_GOAL := help
.PHONY: help setup demo run test cepat keras gangguan bench lint sbom lock

PY := .venv/bin/python
KUNCI := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate

help: ## Daftar perintah ini
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## Pasang semua yang diperlukan untuk menjalankan aplikasi
	@.ci/siapkan jalan

demo: ## Jalankan aplikasi dengan data contoh (ONCE=1: susun satu LKjIP lalu berhenti; PORT=)
	@ONCE='$(ONCE)' PORT='$(PORT)' .ci/demo

run: ## Jalankan untuk mengembangkan: memuat ulang sendiri bila kode berubah (PORT=)
	@PORT='$(PORT)' .ci/kembang

test: ## Uji lengkap pada PostgreSQL dan Redis sekali pakai (ARGS= untuk pytest)
	@.ci/uji $(ARGS)

cepat: ## Uji selama bekerja: SQLite saja, tanpa peramban, pekerja, PDF, dan yang lama (ARGS= untuk pytest, juga yang lama)
	@.ci/cepat $(ARGS)

keras: ## Uji dengan ribuan masukan jahat: berkas, alamat, formulir (ARGS= untuk pytest)
	@KERAS=1 .ci/uji tests/keras $(ARGS)

gangguan: ## Uji dengan server yang dibunuh, cakram penuh, dan jam yang digeser (ARGS= untuk pytest)
	@GANGGUAN=1 .ci/uji tests/gangguan $(ARGS)

bench: ## Ukur kecepatan pada PostgreSQL dan Redis sekali pakai (ARGS=)
	@.ci/bench $(ARGS)

lint: ## Periksa gaya kode dan templat, dan tipe kode
	@.ci/siapkan alat
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/djangofmt --check .
	$(PY) -m mypy

sbom: ## Daftar semua pustaka yang dipakai (CycloneDX), dari berkas kunci, ke var/sbom.json
	@.ci/siapkan alat
	@$(PY) -m cyclonedx_py --help >/dev/null 2>&1 || $(PY) -m pip install -qq --disable-pip-version-check cyclonedx-bom
	@mkdir -p var
	$(PY) -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --output-file var/sbom.json

lock: ## Kunci ulang versi pustaka (ARGS=--upgrade untuk memperbarui)
	@.ci/siapkan alat
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install -qq --disable-pip-version-check uv
	$(KUNCI) $(ARGS) --output-file requirements.txt >/dev/null
	$(KUNCI) $(ARGS) --group dev --constraint requirements.txt --output-file requirements-dev.txt >/dev/null
