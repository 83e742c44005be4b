# The chat server, and nothing that only a laptop, a deployment or a test needs.
ARG BASE_IMAGE=docker.io/library/python:3.13.18-slim-trixie

FROM ${BASE_IMAGE} AS build
ENV UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/opt/venv UV_CACHE_DIR=/cache
WORKDIR /app
COPY pyproject.toml uv.lock /build/
# uv is taken from the lock as well, so that one file says what every build used. The secret is for networks that read
# along: their certificates. What sed prints is several words.
# hadolint ignore=SC2046
RUN --mount=type=secret,id=certificates --mount=type=cache,target=/cache \
    if [ -s /run/secrets/certificates ]; then export SSL_CERT_FILE=/run/secrets/certificates; fi \
    && python3 -m venv /opt/uv \
    && PIP_CERT=$SSL_CERT_FILE /opt/uv/bin/pip install --quiet --disable-pip-version-check --cache-dir /cache/pip \
        "$(sed -n '/^name = "uv"$/{n;s/version = "\(.*\)"/uv==\1/p}' /build/uv.lock)" \
    # Chainlit's vendor brings half a hundred tracing packages, whose imports `chat.chainlit_adapter.import_stubs` stands in
    # for; other packages come with these alone. What sends our own traces stays.
    && tracing='(opentelemetry-(exporter-otlp-proto-grpc|instrumentation|semantic-conventions-ai|util-http)|traceloop|grpcio|googleapis|cuid|deprecated|inflection|tenacity|wrapt).*' \
    && /opt/uv/bin/uv sync --project /build --frozen --quiet --no-default-groups \
        $(sed -nE "s/^name = \"($tracing)\"$/--no-install-package=\1/p" /build/uv.lock)
# What the gate never serves, charts and pictures that nobody here makes, fields of physics and mathematics that no pupil
# asks for, readers that ours stands for, what others test with, languages that no page is in, names of telemetry and AWS
# services that nothing here uses, models of pydantic 1, talks by voice, a faster reader of YAML (its other one serves). The
# folder's name has the version of Python in it, so no WORKDIR can name it.
# hadolint ignore=DL3003
RUN cd /opt/venv/lib/python3*/site-packages \
    && rm -rf chainlit/copilot chainlit/frontend/dist/assets/react-plotly-* \
        PIL/_avif.* PIL/_webp.* PIL/_imagingft.* PIL/_imagingcms.* \
    && (cd pillow.libs && rm -f libavif-* libwebp* libsharpyuv-* libfreetype-* libharfbuzz-* libbrotli* libpng16-* liblcms2-*) \
    && find chainlit -name '*.map' -delete \
    && find sympy mpmath jsonschema pint -type d \( -name tests -o -name testsuite -o -name benchmarks \) -prune -exec rm -rf {} + \
    && rm -rf pydantic/v1 strands/bidi yaml/_yaml.* \
    && find sympy/physics -mindepth 1 -maxdepth 1 -type d ! -name units -exec rm -rf {} + \
    && rm -rf sympy/stats sympy/crypto sympy/diffgeom sympy/liealgebras sympy/holonomic sympy/sandbox \
        sympy/parsing/autolev sympy/parsing/c sympy/parsing/fortran sympy/parsing/latex \
    && find babel/locale-data -regextype posix-extended -name '*.dat' ! -regex \
        '.*/(root|ar|de|en|es|fr|hi|it|ja|ko|pt|zh|zh_Han[st]|zh_Hans_CN|zh_Hant_TW)\.dat' -delete \
    && find opentelemetry/semconv/_incubating -type f ! -name __init__.py ! -name 'otel_*.py' -delete \
    && find pypinyin_dict -regextype posix-extended -name '*.py' ! -regex \
        '.*/(__init__|cc_cedict_[0-9]|khanyupinlu)\.py' -delete \
    && find botocore/data -regextype posix-extended -mindepth 1 -maxdepth 1 -type d ! -regex \
        '.*/(bedrock(-agent)?(-runtime)?|cognito-idp|dynamodb|s3|sagemaker-runtime|signin|ssm|sso|sso-oidc|sts)' -exec rm -rf {} +
COPY chainlit.md ./
COPY agents agents
COPY chat chat
# The root is read-only in production, so nothing could be compiled later; these files are never changed either.
# The dictionaries of pinyin are read as text; the parser of questions and what a start makes are stored as well.
RUN python3 -m compileall -q -j 0 -x 'pypinyin_dict/.*_data/' --invalidation-mode unchecked-hash /opt/venv/lib . \
    && /opt/venv/bin/python3 -c 'from agents.mathematics.questions import reader; reader.load()' \
    && /opt/venv/bin/python3 -c 'from chat.__main__ import precompile; precompile()' && mkdir /data

FROM ${BASE_IMAGE}
ENV PATH=/opt/venv/bin:$PATH HOME=/tmp PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8501
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY --from=build --chown=10001:10001 /data /data
WORKDIR /app
# The server writes below /tmp and where HISTORY_URL points, which may be /data, and nowhere else.
USER 10001:10001
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
    CMD ["python3", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=2)"]
CMD ["python3", "-m", "chat"]
