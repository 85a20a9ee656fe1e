# syntax=docker/dockerfile:1

FROM maven:3-eclipse-temurin-25 AS build
# What the gateway and its libraries use of the JDK; .ci/run plays the demo on such a runtime.
ARG MODULES=java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported
WORKDIR /build
RUN jlink --add-modules "$MODULES" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
    --generate-cds-archive --output /opt/java
COPY pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dquick package

FROM debian:bookworm-slim
# Redis is here for `demo` and `--redis embedded`; in production the gateway is pointed to one of its own.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates redis-server \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /opt/tidegate --shell /usr/sbin/nologin tidegate
WORKDIR /opt/tidegate
COPY --from=build /opt/java /opt/java
COPY --from=build /build/target/tidegate.jar target/tidegate.jar
COPY LICENSE ./
COPY --chmod=755 tidegate ./
COPY config config
# All that is written lies in data/ and /tmp, so the rest may be mounted read-only:
#   docker run --read-only --tmpfs /tmp -v tidegate:/opt/tidegate/data -v "$PWD/config":/opt/tidegate/config:ro …
RUN mkdir data && chown tidegate:tidegate data
VOLUME /opt/tidegate/data
USER 10001:10001
ENV JAVA_HOME=/opt/java \
    PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    TIDEGATE_OPTS="-XX:MaxRAMPercentage=60 -Dtidegate.log=json"
# 8080 takes webhooks; 8081 is for metrics, health and the console.
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=40s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8081 && printf 'GET /livez HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# The script ends in `exec java`: signals reach the gateway, which then drains.
ENTRYPOINT ["/opt/tidegate/tidegate"]
CMD ["start"]
