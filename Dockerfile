# The chat server, and nothing that only a laptop, a deployment or a test needs.
ARG BASE_IMAGE=python:3.13-slim

FROM ${BASE_IMAGE} AS build
ENV UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/opt/venv
WORKDIR /build
COPY pyproject.toml uv.lock ./
# uv is taken from the lock as well, so that one file says what every build used.
RUN python3 -m venv /opt/uv \
    && /opt/uv/bin/pip install --no-cache-dir --quiet "$(sed -n '/^name = "uv"$/{n;s/version = "\(.*\)"/uv==\1/p}' uv.lock)" \
    && /opt/uv/bin/uv sync --frozen --no-default-groups --no-cache --compile-bytecode

FROM ${BASE_IMAGE}
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8501
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY chainlit.md ./
COPY agents agents
COPY chat chat
# Root is read-only in production: the server writes below /tmp and where HISTORY_URL points, nowhere else.
USER 10001:10001
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
    CMD ["python3", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=2)"]
CMD ["python3", "-m", "chat"]
