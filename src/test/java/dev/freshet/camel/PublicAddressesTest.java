package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.freshet.camel.PublicAddresses.RefusedAddressException;
import dev.freshet.remote.Breakers;
import dev.freshet.source.ListedDocument;
import dev.freshet.source.ListedSource.Visitor;
import dev.freshet.source.web.SitemapSource;
import dev.freshet.source.web.WebOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web source reaches the public internet and nothing else, whatever a site says. */
class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:a00:1::1",
                "2001:db8::1",
                "2001::1"
            })
    void addresses_of_private_networks_and_this_machine_are_not_public(String address) throws Exception {
        assertThatThrownBy(() -> new PublicAddresses().resolve(address))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining(address + " has the address ")
                .hasMessageContaining("allowPrivateAddresses");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.9.9.9",
                "172.32.0.1",
                "100.128.0.1",
                "192.1.0.1",
                "2606:4700::1111",
                "64:ff9b::101:101"
            })
    void addresses_of_the_internet_are(String address) throws Exception {
        assertThat(new PublicAddresses().resolve(address)).hasSize(1);
    }

    @Test
    void name_is_judged_by_its_address() {
        assertThatThrownBy(() -> new PublicAddresses().resolve("localhost"))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("localhost has the address ");
    }

    /** Here 127.0.0.1 stands for the internet, and 127.0.0.2 for a private network. */
    @Test
    void redirect_to_a_refused_address_is_never_followed() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = server(asked);
        PublicAddresses outside = new PublicAddresses(
                SystemDefaultDnsResolver.INSTANCE,
                address -> address.getHostAddress().equals("127.0.0.2"));
        Shown shown = new Shown(new ArrayList<>(), new ArrayList<>());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("patience", new Patience());
            context.getRegistry().bind("wholeAnswer", new WholeAnswer());
            context.getRegistry().bind("publicConnections", outside.connections());
            Path route = Path.of("routes/pipeline/call.camel.yaml").toAbsolutePath();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + route));
            context.start();
            String home = "http://127.0.0.1:" + server.getAddress().getPort();
            WebOptions options = new WebOptions(
                    null,
                    List.of(URI.create(home + "/away"), URI.create(home + "/open")),
                    path -> true,
                    path -> false,
                    false,
                    new WebOptions.Limits(10_000, 10, 1_000, false),
                    "Freshet/0.1",
                    false);

            new SitemapSource(options, new CamelHttp(context, "docs", new Breakers(Duration.ofSeconds(1))))
                    .list(null, shown);

            assertThat(shown.reasons()).isEmpty();
            ListedDocument away = shown.documents().get(0);
            assertThatThrownBy(() -> away.reading().read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.2 has the address 127.0.0.2")
                    .hasMessageContaining("allowPrivateAddresses");
            assertThat(shown.documents().get(1).reading().read().bytes())
                    .asString()
                    .isEqualTo("/open");
            assertThat(asked).contains("/away", "/open").doesNotContain("/secret");
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(List<String> asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            boolean away = path.equals("/away");
            exchange.getResponseHeaders()
                    .add(
                            away ? "Location" : "Content-Type",
                            away ? "http://127.0.0.2:" + server.getAddress().getPort() + "/secret" : "text/plain");
            byte[] body = path.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(away ? 302 : path.equals("/robots.txt") ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private record Shown(List<ListedDocument> documents, List<String> reasons) implements Visitor {

        @Override
        public void document(ListedDocument document) {
            documents.add(document);
        }

        @Override
        public void gone(String id) {
            throw new IllegalStateException(id);
        }

        @Override
        public void excluded(String id, String rule) {
            reasons.add(id + " " + rule);
        }

        @Override
        public void incomplete(String reason) {
            reasons.add(reason);
        }

        @Override
        public @Nullable String fingerprint(String id) {
            return null;
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}
