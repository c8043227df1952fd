# One image for the web server, the worker and the migrations; docker-compose.yml says which.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

# HOME: fontconfig's cache goes to the only place that is writable beside /data.
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SAKIP_VAR=/data HOME=/tmp
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY . .
# A named volume mounted on one of these folders takes over its owner.
RUN groupadd --gid 10001 sakip \
    && useradd --uid 10001 --gid 10001 --no-create-home sakip \
    && install -d -o sakip -g sakip /data /cadangan /caddy \
    && python -m compileall -q .
USER 10001:10001
RUN SAKIP_SECRET_KEY=hanya-saat-membangun python manage.py collectstatic --noinput

EXPOSE 8000
CMD ["gunicorn", "sakip.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
