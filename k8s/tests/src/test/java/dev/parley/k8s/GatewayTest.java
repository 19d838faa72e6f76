package dev.parley.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two gateways, the launcher's and nginx, treat a page alike: what works behind one works behind the other. */
class GatewayTest {

    private static final Pattern DIRECTIVE =
            Pattern.compile("[\";] ?((?:[a-z]+-src(?:-[a-z]+)?|base-uri|form-action|frame-ancestors) [^\";$]+)");
    private static final String LAUNCHER = "launcher/src/main/java/dev/parley/launcher/gateway/PageHeaders.java";

    @Test
    void theSameContentSecurityPolicy() {
        var launcher = directives(LAUNCHER);

        assertThat(launcher).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(directives("web-ui/nginx/templates/default.conf.template")).isEqualTo(launcher);
    }

    @Test
    void theSameOtherHeaders() {
        var nginx = Repository.text("web-ui/nginx/snippets/page.conf");
        var launcher = Repository.text(LAUNCHER);
        for (var value : Set.of("camera=(self), microphone=(self)", "nosniff", "DENY", "no-referrer", "same-origin")) {
            assertThat(launcher).contains(value);
            assertThat(nginx).contains(value);
        }
    }

    private static Set<String> directives(String path) {
        var directives = new TreeSet<String>();
        var matcher = DIRECTIVE.matcher(Repository.text(path));
        while (matcher.find()) {
            directives.add(matcher.group(1).strip());
        }
        return directives;
    }
}
