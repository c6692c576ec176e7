package dev.freshet.camel;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.annotations.Component;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel's component for HTTP, with all its options, that gives up an answer whose head has no end: the client underneath
 * reads lines and headers without a limit by itself, into memory (CVE-2026-54399).
 */
@Component("http,https")
final class LimitedHttp extends HttpComponent {

    /** Heads up to 16 MB; the longest of honest servers have some tens of kB. */
    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(32_768)
            .setMaxHeaderCount(500)
            .setMaxEmptyLineCount(10)
            .build();

    /** Makes connections with that limit. */
    static HttpConnectionFactory<ManagedHttpClientConnection> connections() {
        return ManagedHttpClientConnectionFactory.builder().http1Config(HEADS).build();
    }

    @Override
    @SuppressWarnings("deprecation") // the type in Camel's own signature
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> registry, int most, int mostOfHost, SocketConfig sockets) {
        PoolingHttpClientConnectionManager manager = new PoolingHttpClientConnectionManager(
                registry,
                PoolConcurrencyPolicy.STRICT,
                TimeValue.ofMilliseconds(getConnectionTimeToLive()),
                connections());
        manager.setMaxTotal(most > 0 ? most : getMaxTotalConnections());
        manager.setDefaultMaxPerRoute(mostOfHost > 0 ? mostOfHost : getConnectionsPerRoute());
        manager.setDefaultSocketConfig(sockets);
        return manager;
    }
}
