package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class MailHeadersTest {

    @Test
    void a_mail_sets_no_header_of_camel_or_freshet() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().registerEndpointCallback(MailHeaders::close);
            MailEndpoint mail = context.getEndpoint("imap:localhost?username=a&password=b", MailEndpoint.class);
            HeaderFilterStrategy filter = mail.getHeaderFilterStrategy();
            DefaultExchange exchange = new DefaultExchange(context);

            for (String name :
                    new String[] {"CamelHttpUri", "cAmElFileName", "org.apache.camel.x", "FreshetDocument"}) {
                assertThat(filter.applyFilterToExternalHeaders(name, "x", exchange))
                        .as(name)
                        .isTrue();
            }
            assertThat(filter.applyFilterToExternalHeaders("Subject", "x", exchange))
                    .isFalse();
        }
    }
}
