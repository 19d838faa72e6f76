package dev.parley.k8s;

import static dev.parley.k8s.Rendering.containersOf;
import static dev.parley.k8s.Rendering.map;
import static dev.parley.k8s.Rendering.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every setting that a deployment names is explained in docs/configuration.md. */
class SettingsTest {

    private static final Pattern NAME = Pattern.compile("\\b(?:PARLEY|OPENAI|QUARKUS)_[A-Z0-9_]*[A-Z0-9]\\b");

    @Test
    void ofKubernetes() {
        var names = new TreeSet<String>();
        for (var rendering : Rendering.all()) {
            rendering
                    .ofKind("ConfigMap")
                    .forEach(map -> names.addAll(map(map.path("data")).keySet()));
            for (var workload : rendering.workloads()) {
                for (var container : containersOf(workload)) {
                    stream(container.path("env"))
                            .forEach(variable -> names.add(variable.path("name").asText()));
                }
            }
        }

        assertThat(names).isNotEmpty();
        assertThat(documented()).containsAll(names);
    }

    @Test
    void ofCompose() {
        assertThat(documented()).containsAll(namesIn("docker-compose.yml"));
        assertThat(documented()).containsAll(namesIn(".env.example"));
    }

    @Test
    void ofTheGateway() {
        assertThat(documented()).containsAll(namesIn("web-ui/nginx/entrypoint/16-gateway.envsh"));
    }

    private static Set<String> documented() {
        return namesIn("docs/configuration.md");
    }

    private static Set<String> namesIn(String path) {
        var names = new TreeSet<String>();
        var matcher = NAME.matcher(Repository.text(path));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
