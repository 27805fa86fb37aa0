# syntax=docker/dockerfile:1
# The server alone, for an external PostgreSQL (DATABASE_URL): see config/compose.yaml.
#   docker build -t spectra-lab --build-arg VERSION="$(git describe --tags --always --dirty)" .

# The frontend, where its sources are in the tree; otherwise web/dist with the fallback page as it is.
FROM node:24-bookworm-slim AS web
WORKDIR /src/web
COPY web/ ./
RUN if [ -f ui/package.json ]; then cd ui && npm ci --no-audit --no-fund && npm run build; fi

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download && go mod verify
COPY . .
COPY --from=web /src/web/dist web/dist
ARG VERSION=dev
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -buildvcs=false \
      -ldflags "-s -w -X github.com/spectra-lab/spectra/app.Version=${VERSION}" -o /out/spectra . \
    && mkdir -p /out/state

# No shell, no package manager; certificates, time zones and the account nonroot (65532) are in it.
FROM gcr.io/distroless/static-debian12:nonroot
ARG VERSION=dev
LABEL org.opencontainers.image.title="SPECTRA-Lab" \
      org.opencontainers.image.description="Samples, experiments, analysis and audit for spectroscopy laboratories" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=build /out/spectra /usr/local/bin/spectra
# A named volume takes its owner from here.
COPY --from=build --chown=65532:65532 /out/state /var/lib/spectra
ENV SPECTRA_SERVER_ADDR=0.0.0.0:8001 SPECTRA_STATE_DIR=/var/lib/spectra SPECTRA_LOG_FORMAT=json
VOLUME /var/lib/spectra
EXPOSE 8001
USER 65532:65532
# Asks the server itself, without curl.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["/usr/local/bin/spectra", "doctor", "--running"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/spectra"]
CMD ["serve"]
